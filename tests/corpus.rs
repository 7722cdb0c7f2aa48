//! What the fuzz targets claim, of the bytes in their corpora: whatever a fuzzer once found stays found.

use std::fs;
use std::path::{Path, PathBuf};

#[allow(unreachable_pub, reason = "a crate of its own in fuzz/")]
#[path = "../fuzz/src/lib.rs"]
mod targets;

use targets::TARGETS;

#[test]
fn fuzz_targets_hold_for_their_corpora() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    for (name, claim) in TARGETS {
        let mut inputs: Vec<PathBuf> =
            fs::read_dir(corpus.join(name)).unwrap().map(|entry| entry.unwrap().path()).collect();
        inputs.sort();
        assert!(!inputs.is_empty(), "{name} has a corpus");
        for input in inputs {
            let bytes = fs::read(&input).unwrap();
            // A failed claim says what is wrong, but not of which input.
            let held = std::panic::catch_unwind(|| claim(&bytes));
            assert!(held.is_ok(), "{}", input.display());
        }
    }
    let mut known: Vec<_> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    known.sort();
    let mut found: Vec<_> =
        fs::read_dir(&corpus).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    found.sort();
    assert_eq!(found, known, "every corpus has its target");
}
