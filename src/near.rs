//! Near names: what somebody may have meant.

/// How many near names are told.
const MOST: usize = 3;

/// How many slips (a letter wrong, missing, too many or swapped) a text of this length may have.
fn most_edits(asked: &str) -> usize {
    match asked.chars().count() {
        0..=3 => 1,
        4..=8 => 2,
        _ => 3,
    }
}

/// Whether two texts differ by no more than a few slips, in any case. Quick to say no.
pub(crate) fn is_near(asked: &str, known: &str) -> bool {
    // A letter of UTF-8 has four bytes at most.
    known.len().abs_diff(asked.len()) <= most_edits(asked) * 4 && distance(asked, known) <= most_edits(asked)
}

/// The names that `asked` may have meant, nearest first: those that differ by a few slips, or hold it.
pub(crate) fn nearest<'n>(asked: &str, known: impl Iterator<Item = &'n str>) -> Vec<String> {
    let lower = asked.to_lowercase();
    let mut near: Vec<(usize, &str)> = known
        .filter_map(|name| {
            let distance = distance(asked, name);
            let holds = lower.chars().count() >= 3 && name.to_lowercase().contains(&lower);
            (distance <= most_edits(asked) || holds).then_some((distance, name))
        })
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().take(MOST).map(|(_, name)| name.to_owned()).collect()
}

/// A sentence that offers near names: `did you mean "Billing" or "Building"?`
pub(crate) fn did_you_mean(near: &[String]) -> Option<String> {
    let quoted: Vec<String> = near.iter().map(|name| crate::plain::quoted(name)).collect();
    let (last, others) = quoted.split_last()?;
    Some(match others {
        [] => format!("did you mean {last}?"),
        _ => format!("did you mean {} or {last}?", others.join(", ")),
    })
}

/// The slips between a text and a name, or the nearest word of it.
fn distance(asked: &str, known: &str) -> usize {
    let (asked, known) = (asked.to_lowercase(), known.to_lowercase());
    let words = known.split_whitespace().map(|word| strsim::osa_distance(&asked, word) + 1);
    words.chain([strsim::osa_distance(&asked, &known)]).min().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_a_slip_are_near() {
        let known = ["Billing", "Sales", "Technical Support"];
        assert_eq!(nearest("biling", known.into_iter()), ["Billing"]);
        assert_eq!(nearest("suport", known.into_iter()), ["Technical Support"]);
        assert_eq!(nearest("support", known.into_iter()), ["Technical Support"]);
        assert!(nearest("Marketing", known.into_iter()).is_empty());
        assert_eq!(did_you_mean(&["A".into(), "B".into()]).as_deref(), Some("did you mean \"A\" or \"B\"?"));
    }
}
