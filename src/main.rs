//! The command; it has nothing to do yet.

fn main() {}
