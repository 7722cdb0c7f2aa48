//! The delimiter, the header record, and what stands above and below a table.

use std::path::Path;

use super::super::error::ExportError;
use super::*;

fn layout_by(table: Table, text: &[u8], form: Form) -> String {
    match Layout::of(text, table, &Vocabulary::builtin(), form) {
        Ok(Layout { dialect, header, header_line, body, end, above, no_rows, .. }) => {
            let above = above.map_or_else(String::new, |(records, first)| format!(", {records} above: {first}"));
            let no_rows: String = no_rows.iter().map(|(line, text)| format!(", no row on {line}: {text}")).collect();
            let header_line = header_line.unwrap();
            let (delimiter, columns) = (char::from(dialect.delimiter), header.columns().len());
            let rows = String::from_utf8_lossy(&text[body..end]);
            format!("{delimiter:?} {columns} on {header_line}{above}{no_rows}; {}", rows.trim().escape_debug())
        }
        Err(fault) => {
            let error = ExportError::of_fault(Path::new(""), text, fault);
            format!("line {}: {}", error.line.unwrap_or(0), error.problem)
        }
    }
}

fn layout(text: &str) -> String {
    layout_by(Table::Segments, text.as_bytes(), Form::default())
}

const HEADER: &str = "Interaction Id,Started At";

#[test]
fn the_delimiter_is_the_one_that_makes_the_header() {
    for (delimiter, shown) in [(",", "','"), (";", "';'"), ("\t", "'\\t'"), ("|", "'|'")] {
        // However many of the others stand in the data.
        let text = format!("Interaction Id{delimiter}Started At\na;a,a|a\ta{delimiter}t\n");
        assert!(layout(&text).starts_with(&format!("{shown} 2 on 1; ")), "{}", layout(&text));
    }
}

#[test]
fn a_delimiter_that_is_named_is_the_only_one() {
    let form = Form { delimiter: Some(b';'), ..Form::default() };
    let of = |text: &str| layout_by(Table::Segments, text.as_bytes(), form);
    assert_eq!(of("Interaction Id;Started At\na;b\n"), "';' 2 on 1; a;b");
    assert!(of(&format!("{HEADER}\n")).starts_with("line 1: "), "{}", of(&format!("{HEADER}\n")));
}

#[test]
fn a_mark_of_the_byte_order_is_no_part_of_the_header() {
    assert_eq!(layout(&format!("\u{feff}{HEADER}\na,b\n")), "',' 2 on 1; a,b");
}

#[test]
fn what_stands_above_the_header_is_passed_over() {
    assert_eq!(layout(&format!("Report of March\n\n{HEADER}\na,b\n")), "',' 2 on 3, 1 above: Report of March; a,b");
    assert_eq!(layout(&format!("By;Ana\nFrom,1,To,2\n{HEADER}\na,b\n")), "',' 2 on 3, 2 above: By;Ana; a,b");
    // The first header is it; another one below is data.
    assert_eq!(layout(&format!("{HEADER}\n{HEADER}\n")), format!("',' 2 on 1; {HEADER}"));
}

#[test]
fn the_header_is_looked_for_among_twenty_records() {
    let below = |titles: usize| layout(&format!("{}{HEADER}\n", "Title\n".repeat(titles)));
    assert_eq!(below(19), "',' 2 on 20, 19 above: Title; ");
    assert!(below(20).starts_with("line 1: "), "{}", below(20));
}

#[test]
fn a_title_that_cannot_be_read_is_passed_over() {
    for title in [b"Caf\xe9\n".as_slice(), b"A \"title\" of\n", b"\"never ends\n"] {
        let text = [title, HEADER.as_bytes(), b"\na,b\n"].concat();
        let seen = layout_by(Table::Segments, &text, Form::default());
        assert!(seen.starts_with("',' 2 on 2, 1 above: ") && seen.ends_with("; a,b"), "{seen}");
    }
    // Without a header below it, it may have been the header.
    let seen = layout_by(Table::Segments, b"Interaction Id,Caf\xe9\na,b\n", Form::default());
    assert!(seen.starts_with("line 1: ") && seen.contains("UTF-8"), "{seen}");
}

#[test]
fn a_word_alone_may_be_a_title_that_happens_to_be_a_header() {
    let users = |text: &str| layout_by(Table::Users, text.as_bytes(), Form::default());
    assert_eq!(users("Id\nana\n"), "',' 1 on 1; ana");
    assert_eq!(users("Id\nUser Id,Name\nana,Ana\n"), "',' 2 on 2, 1 above: Id; ana,Ana");
    assert_eq!(users("Id\nUser Id;Name\nana;Ana\n"), "';' 2 on 2, 1 above: Id; ana;Ana");
}

#[test]
fn without_a_header_the_likeliest_record_is_told() {
    // What segrep knows most of; data in which a word is a header by chance is none.
    assert_eq!(layout("Interaction Id,Status\nstatus,x\n"), layout("Interaction Id,Status\n"));
    assert!(layout("Interaction Id,Status\nstatus,x\n").starts_with("line 1: "));
    assert!(layout("Title\nInteraction Id,Status\n").starts_with("line 2: "));
    assert!(layout("Title,x\na,b,c,d\n").starts_with("line 2: "), "much wider");
    assert!(layout("Title,x\na,b,c\n").starts_with("line 1: "), "not much wider");
    assert!(layout("").starts_with("line 0: ") && layout("") == layout("\n\n"), "{}", layout(""));
}

#[test]
fn a_last_line_that_names_a_total_is_no_row() {
    assert_eq!(layout(&format!("{HEADER}\na,b\nTotal: 1\n\n")), "',' 2 on 1, no row on 3: Total: 1; a,b");
    // So is one with as many fields that is nothing but a total, without what a row must have.
    let wide = "Interaction Id,Started At,Length\na,b,1\n";
    assert_eq!(layout(&format!("{wide}Totals:,,1\n")), "',' 3 on 1, no row on 3: Totals:,,1; a,b,1");
    assert_eq!(layout(&format!("{wide}Total 7,,1\n")), "',' 3 on 1; a,b,1\\nTotal 7,,1");
    let queues = |text: &str| layout_by(Table::Queues, text.as_bytes(), Form::default());
    assert_eq!(queues("Id,Name\nTotal,\n"), "',' 2 on 1; Total,");
    // One that names something else is a row, and one that is longer than such lines are.
    for last in ["Total 1,2", "Somebody"] {
        let text = format!("{HEADER}\na,b\n{last}\n");
        assert_eq!(layout(&text), format!("',' 2 on 1; a,b\\n{last}"));
    }
    let long = format!("Total {}", "x".repeat(1000));
    assert!(layout(&format!("{HEADER}\na,b\n{long}\n")).ends_with(&long));
    // It is the last line alone.
    assert_eq!(layout(&format!("{HEADER}\nTotal\na,b\n")), "',' 2 on 1; Total\\na,b");
}

#[test]
fn a_line_of_sql_types_under_the_header_is_no_row() {
    for types in ["varchar(36),timestamp", "UUID,TIMESTAMP(6) WITH TIME ZONE"] {
        let seen = layout(&format!("{HEADER}\n{types}\na,b\n"));
        assert_eq!(seen, format!("',' 2 on 1, no row on 2: {types}; a,b"));
        let lower = layout(&format!("{HEADER}\na,b\n{types}\n"));
        assert_eq!(lower, format!("',' 2 on 1; a,b\\n{types}"), "only under the header");
    }
    assert_eq!(layout(&format!("{HEADER}\ntext,b\n")), "',' 2 on 1; text,b");
    let users = layout_by(Table::Users, b"Id\ntext\n", Form::default());
    assert_eq!(users, "',' 1 on 1; text");
}

#[test]
fn a_long_line_above_is_cut_in_messages() {
    let seen = layout(&format!("{}\n{HEADER}\n", "x".repeat(61)));
    assert_eq!(seen, format!("',' 2 on 2, 1 above: {} …; ", "x".repeat(60)));
    let seen = layout(&format!("{}\n{HEADER}\n", "x".repeat(60)));
    assert_eq!(seen, format!("',' 2 on 2, 1 above: {}; ", "x".repeat(60)));
}
