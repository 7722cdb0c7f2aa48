//! The order of segments in their interaction.

use super::stages::Stage;

/// Sorts stages that are ordered by start and place: those with equal starts by sequence, if all of them have one; then by
/// exported end, those without one last; then by place.
pub(super) fn sort(stages: &mut [Stage<'_>]) {
    // Few are.
    if stages.windows(2).all(|pair| pair[0].started_at != pair[1].started_at) {
        return;
    }
    for tied in stages.chunk_by_mut(|a, b| a.started_at == b.started_at) {
        if tied.len() == 1 {
            continue;
        }
        let by_sequence = tied.iter().all(|stage| stage.sequence().is_some());
        tied.sort_unstable_by_key(|stage| {
            let end = stage.ended_at();
            (stage.sequence().filter(|_| by_sequence), end.is_none(), end, stage.place)
        });
    }
}

#[cfg(test)]
mod tests;
