//! Which stages are of the same user.

use std::mem::replace;

use crate::tables::Status;

use super::stages::Stage;

/// The last stage that was met of each user, by the user's number. Those of timelines before stay, as they tell on
/// themselves: they lead to a stage of somebody else, or to none yet.
#[derive(Debug, Default)]
pub(super) struct Users {
    last: Vec<u32>,
}

impl Users {
    /// Sets, for each stage in order, the next one of its user, and the first one up to it in which the user is Connected.
    pub(super) fn link(&mut self, stages: &mut [Stage<'_>]) {
        for at in 0..stages.len() {
            let Stage { who, status, .. } = stages[at];
            if who == 0 {
                continue;
            }
            if self.last.len() <= who as usize {
                self.last.resize(who as usize + 1, 0);
            }
            let before = replace(&mut self.last[who as usize], at as u32) as usize;
            if status == Some(Status::Connected) {
                stages[at].first_connected = at;
            }
            if before < at && stages[before].who == who {
                stages[before].next_of_user = at;
                stages[at].first_connected = stages[at].first_connected.min(stages[before].first_connected);
            }
        }
    }
}
