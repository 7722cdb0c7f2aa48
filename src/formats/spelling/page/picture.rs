//! Pictures of rows as the page's script draws them.

use crate::reports::{Bars, Flow, Picture};

use super::json::{Values, list, number, text, tone};

/// Appends a picture.
pub(super) fn picture(picture: &Picture, values: Values, out: &mut Vec<u8>) {
    match picture {
        Picture::Bars(bars) => self::bars(bars, values, out),
        Picture::Flow(flow) => self::flow(flow, out),
    }
}

fn bars(bars: &Bars, values: Values, out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"bars\":");
    text(&bars.title, out);
    out.extend_from_slice(b",\"names\":");
    list(&bars.names, out, |name, out| {
        list(name, out, |cell, out| values.cell(&cell.clone().into(), out));
    });
    out.extend_from_slice(b",\"series\":");
    list(&bars.series, out, |series, out| {
        out.push(b'[');
        text(series.name, out);
        out.push(b',');
        number(tone(series.tone), out);
        out.push(b',');
        list(&series.values, out, |cell, out| values.cell(&cell.clone().into(), out));
        out.push(b']');
    });
    out.extend_from_slice(b",\"whole\":");
    match &bars.whole {
        Some(whole) => list(whole, out, |cell, out| values.cell(&cell.clone().into(), out)),
        None => out.extend_from_slice(b"null"),
    }
    let stacked = bars.whole.is_some();
    out.extend_from_slice(format!(",\"stacked\":{stacked},\"time\":{}}}", bars.is_time).as_bytes());
}

fn flow(flow: &Flow, out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"flow\":");
    text(&flow.title, out);
    out.extend_from_slice(b",\"paths\":");
    list(&flow.paths, out, |(steps, weight), out| {
        out.push(b'[');
        list(steps, out, |step, out| text(step, out));
        out.push(b',');
        number(i64::try_from(*weight).unwrap_or(i64::MAX), out);
        out.push(b']');
    });
    out.push(b'}');
}
