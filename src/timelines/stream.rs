//! Work done by many threads and taken by one, in order, with only a few pieces in memory.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Finished pieces per thread that may wait for their turn.
const AHEAD: usize = 4;

struct State<T> {
    /// The next piece to begin.
    begun: usize,
    taken: usize,
    /// Not yet taken.
    made: BTreeMap<usize, T>,
    /// A part of the next piece to be taken, which has more.
    part: Option<T>,
    stopped: bool,
}

struct Line<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
}

impl<T> Line<T> {
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        // A panic elsewhere stops the line (see `Stop`) and leaves its state consistent.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'l>(&self, state: MutexGuard<'l, State<T>>) -> MutexGuard<'l, State<T>> {
        self.changed.wait(state).unwrap_or_else(PoisonError::into_inner)
    }
}

/// Stops the line when a worker or the taker leaves early, also by a panic, so that nobody waits forever.
struct Stop<'l, T>(&'l Line<T>);

impl<T> Drop for Stop<'_, T> {
    fn drop(&mut self) {
        self.0.lock().stopped = true;
        self.0.changed.notify_all();
    }
}

/// Where a worker passes on parts of a piece that is too large to be held.
pub struct Early<'l, T> {
    line: &'l Line<T>,
    piece: usize,
}

impl<T> Early<'_, T> {
    /// Passes on what the piece begins with, after all earlier pieces and parts.
    pub fn give(&self, part: T) {
        let mut state = self.line.lock();
        while (state.taken < self.piece || state.part.is_some()) && !state.stopped {
            state = self.line.wait(state);
        }
        state.part = Some(part);
        self.line.changed.notify_all();
    }
}

/// Makes pieces 0 to `pieces` − 1 on `threads` threads, each with its own worker, and passes them to `take` in order, on
/// this thread, until it breaks. A piece may come in parts.
pub fn in_order<W, T: Send, B>(
    threads: usize,
    pieces: usize,
    worker: impl Fn() -> W + Sync,
    make: impl Fn(&mut W, usize, Early<'_, T>) -> T + Sync,
    mut take: impl FnMut(T) -> ControlFlow<B>,
) -> ControlFlow<B> {
    let line = Line {
        state: Mutex::new(State { begun: 0, taken: 0, made: BTreeMap::new(), part: None, stopped: false }),
        changed: Condvar::new(),
    };
    let ahead = threads * AHEAD;
    thread::scope(|scope| {
        for _ in 0..threads.min(pieces) {
            scope.spawn(|| {
                let stop = Stop(&line);
                let mut worker = worker();
                loop {
                    let mut state = line.lock();
                    while state.begun < pieces && state.begun >= state.taken + ahead && !state.stopped {
                        state = line.wait(state);
                    }
                    if state.begun >= pieces || state.stopped {
                        break;
                    }
                    let piece = state.begun;
                    state.begun += 1;
                    drop(state);
                    let made = make(&mut worker, piece, Early { line: &line, piece });
                    line.lock().made.insert(piece, made);
                    line.changed.notify_all();
                }
                // Finished: nobody waits for this worker.
                std::mem::forget(stop);
            });
        }
        let _stop = Stop(&line);
        let mut piece = 0;
        while piece < pieces {
            let mut state = line.lock();
            let made = loop {
                if let Some(part) = state.part.take() {
                    break part;
                }
                match state.made.remove(&piece) {
                    Some(made) => {
                        piece += 1;
                        break made;
                    }
                    // A worker panicked; leaving the scope passes its panic on.
                    None if state.stopped => return ControlFlow::Continue(()),
                    None => state = line.wait(state),
                }
            };
            state.taken = piece;
            drop(state);
            line.changed.notify_all();
            take(made)?;
        }
        ControlFlow::Continue(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_come_in_order_whatever_the_threads() {
        for threads in [1, 2, 7] {
            let mut seen = Vec::new();
            let flow = in_order(
                threads,
                100,
                || (),
                |(), piece, _| piece,
                |piece| {
                    seen.push(piece);
                    if piece == 60 { ControlFlow::Break("enough") } else { ControlFlow::Continue(()) }
                },
            );
            assert_eq!(flow, ControlFlow::Break("enough"));
            assert_eq!(seen, (0..=60).collect::<Vec<_>>());
        }
    }

    #[test]
    fn parts_of_a_piece_come_before_its_rest() {
        let mut seen = Vec::new();
        let make = |(): &mut (), piece, early: Early<'_, (usize, usize)>| {
            (0..piece).for_each(|part| early.give((piece, part)));
            (piece, piece)
        };
        let flow = in_order(
            3,
            20,
            || (),
            make,
            |part| {
                seen.push(part);
                ControlFlow::<()>::Continue(())
            },
        );
        assert_eq!(flow, ControlFlow::Continue(()));
        assert_eq!(seen, (0..20).flat_map(|piece| (0..=piece).map(move |part| (piece, part))).collect::<Vec<_>>());
    }

    #[test]
    fn a_panic_is_passed_on() {
        let caught = std::panic::catch_unwind(|| {
            let _ = in_order(2, 50, || (), |(), piece, _| assert_ne!(piece, 7), |()| ControlFlow::<()>::Continue(()));
        });
        assert!(caught.is_err());
    }
}
