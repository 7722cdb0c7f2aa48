//! Writes the exports of an invented contact centre, of any size, to measure with.
//!
//!     cargo run --release --example generate -- --interactions 1000000 --shuffle --seed 1 DIR
//!
//! The same arguments give the same bytes on every machine, so that figures from different days can be compared, and
//! `--shuffle` changes the order of the rows alone. A million interactions have 5.7 million segments and take 1.6 GB.

#[path = "generate/centre.rs"]
mod centre;
#[path = "generate/random.rs"]
mod random;
#[path = "generate/story.rs"]
mod story;

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Parser;

use crate::centre::Centre;
use crate::random::Random;
use crate::story::Story;

/// Write the exports of an invented contact centre
#[derive(Parser)]
struct Args {
    /// How many interactions, spread evenly over 90 days
    #[arg(long, value_name = "N", default_value_t = 1000)]
    interactions: u64,
    /// Put the rows of interactions and segments in random order, instead of by time
    #[arg(long)]
    shuffle: bool,
    /// Where the random numbers begin: another seed, another history
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// The folder to write to; it is made if need be
    dir: PathBuf,
}

fn main() -> Result<()> {
    let args = Args::parse();
    fs::create_dir_all(&args.dir).with_context(|| format!("making {}", args.dir.display()))?;
    let mut random = Random::new(args.seed);
    let centre = Centre::new(&mut random);
    write_centre(&args.dir, &centre)?;
    write_stories(&args, &centre, &mut random)
}

fn write_centre(dir: &Path, centre: &Centre) -> Result<()> {
    write_csv(dir, "Organizations", centre::ORGANIZATIONS, Centre::organizations())?;
    write_csv(dir, "Queues", centre::QUEUES, centre.queues())?;
    write_csv(dir, "Users", centre::USERS, centre.users())
}

fn write_stories(args: &Args, centre: &Centre, random: &mut Random) -> Result<()> {
    let mut interactions = Rows::new(args.shuffle, random);
    let mut segments = Rows::new(args.shuffle, random);
    for created in story::times_of_creation(args.interactions, &mut random.split()) {
        let story = Story::tell(centre, created, random);
        interactions.add(created, &story.interaction_row());
        for (start, row) in story.segment_rows() {
            segments.add(start, &row);
        }
    }
    write_csv(&args.dir, "Interactions", story::INTERACTIONS, interactions.in_order())?;
    write_csv(&args.dir, "Interaction Segments", story::SEGMENTS, segments.in_order())
}

/// The rows of a file until all are there. A shuffle needs them in memory in any case: 2 GB for a million interactions.
struct Rows {
    shuffle: Option<Random>,
    rows: Vec<(u64, Box<str>)>,
}

impl Rows {
    fn new(shuffle: bool, random: &mut Random) -> Rows {
        // Split off in any case, so that what follows is the same in both orders
        let random = random.split();
        Rows { shuffle: shuffle.then_some(random), rows: Vec::new() }
    }

    /// The key is the time, or a random number: in the order of those, every order is equally likely.
    fn add(&mut self, time: u64, row: &str) {
        let key = self.shuffle.as_mut().map_or(time, Random::number);
        self.rows.push((key, row.into()));
    }

    fn in_order(mut self) -> impl Iterator<Item = Box<str>> {
        self.rows.sort_unstable();
        self.rows.into_iter().map(|(_, row)| row)
    }
}

fn write_csv(dir: &Path, name: &str, header: &str, rows: impl Iterator<Item = impl AsRef<str>>) -> Result<()> {
    let path = dir.join(format!("{name}.csv"));
    let write = || {
        let mut out = BufWriter::new(File::create(&path)?);
        writeln!(out, "{header}")?;
        for row in rows {
            writeln!(out, "{}", row.as_ref())?;
        }
        out.flush()
    };
    write().with_context(|| format!("writing {}", path.display()))
}
