//! Records with fewer fields than the header.

use super::error::line_of;
use super::layout::Layout;
use super::problem::Problem;
use super::records::Records;
use super::source::Source;

/// Completes short records with blank fields, in a copy of the text, so that whoever reads it finds whole ones.
pub(super) fn complete(source: Source, layout: &mut Layout) -> Result<Source, Problem> {
    let width = layout.header.columns().len();
    let mut short = Vec::new();
    let mut records = Records::new(source.bytes(), layout.body..layout.end, layout.dialect);
    while let Some(record) = records.next() {
        match record {
            Ok(record) if record.len() < width => short.push((record.start(), record.end(), width - record.len())),
            Ok(_) => {}
            // It is reported by those who read it.
            Err(fault) => records.skip_line(fault.offset),
        }
    }
    let Some((first, _, _)) = short.first() else { return Ok(source) };
    layout.completed = Some((short.len() as u64, line_of(source.bytes(), *first)));
    layout.end += short.iter().map(|(_, _, missing)| missing).sum::<usize>();
    let blank = vec![layout.dialect.delimiter; width];
    source.edited(short.into_iter().map(|(_, end, missing)| (end..end, &blank[..missing])))
}
