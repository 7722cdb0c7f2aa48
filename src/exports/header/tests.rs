//! Which column is which field.

use super::*;
use crate::exports::{ColumnMapping, Naming};

fn recognise(table: Table, headers: &str, vocabulary: &Vocabulary) -> (Header, Result<(), Problem>) {
    Header::recognise(headers.split(',').map(str::to_owned).collect(), table, vocabulary)
}

/// The fields that columns serve as, by their headers; other columns are left out.
fn fields_by(table: Table, headers: &str, vocabulary: &Vocabulary) -> String {
    let (header, _) = recognise(table, headers, vocabulary);
    let tell = |(at, column): (usize, &HeaderColumn)| {
        header
            .meanings(at)
            .map(|Meaning { table: of, field, why }| {
                let of = if *of == table { String::new() } else { format!("{of}.") };
                format!("{}={of}{} {why:?}", column.header, field.name())
            })
            .collect::<Vec<_>>()
    };
    header.columns().iter().enumerate().flat_map(tell).collect::<Vec<_>>().join(", ")
}

fn fields(table: Table, headers: &str) -> String {
    fields_by(table, headers, &Vocabulary::builtin())
}

#[test]
fn the_best_name_of_a_field_wins_and_of_equally_good_ones_the_left() {
    assert_eq!(fields(Table::Segments, "id,SegmentId"), "SegmentId=segment_id Exact");
    assert_eq!(fields(Table::Segments, "SegmentId,id"), "SegmentId=segment_id Exact");
    assert_eq!(fields(Table::Segments, "id,interactionsegmentid"), "interactionsegmentid=segment_id Alias");
    assert_eq!(fields(Table::Segments, "STATUS,status"), "STATUS=status Exact");
}

#[test]
fn the_whole_header_comes_before_the_one_without_the_name_of_its_table() {
    assert_eq!(fields(Table::Segments, "Segment Id"), "Segment Id=segment_id Exact");
    assert_eq!(fields(Table::Segments, "Segments - Interaction Id"), "Segments - Interaction Id=interaction_id Exact");
    assert_eq!(fields(Table::Users, "User Name,Name"), "Name=name Exact");
}

#[test]
fn a_zone_in_brackets_is_no_part_of_a_header() {
    assert_eq!(fields(Table::Segments, "Started At (Europe/Berlin)"), "Started At (Europe/Berlin)=started_at Exact");
    assert_eq!(fields(Table::Segments, "Started At (about)"), "");
}

#[test]
fn columns_of_other_tables_are_joined_to_those_that_lead_to_them() {
    assert_eq!(
        fields(Table::Segments, "Queue Id,Queues - Name"),
        "Queue Id=queue_id Exact, Queues - Name=queues.name Joined"
    );
    // Their own key serves both.
    let (header, _) = recognise(Table::Segments, "Queues - Id,Queues - Name", &Vocabulary::builtin());
    assert_eq!(header.column(Field::QueueId), Some(0));
    assert_eq!(header.column_of(Table::Queues, Field::QueueId), Some(0));
    assert!(header.is_joined_to(Table::Queues) && !header.is_joined_to(Table::Users));
    let (header, _) = recognise(Table::Segments, "Queue Id,Queues - Name", &Vocabulary::builtin());
    assert_eq!(header.column_of(Table::Queues, Field::QueueId), Some(0));
}

#[test]
fn a_table_is_joined_only_where_its_rows_have_a_key_and_say_more() {
    // The key alone says nothing, and a name without a key belongs to nobody.
    for headers in ["Queue Id", "Queues - Id", "Queues - Name"] {
        let (header, _) = recognise(Table::Segments, headers, &Vocabulary::builtin());
        assert!(!header.is_joined_to(Table::Queues), "{headers}");
        assert_eq!(header.column_of(Table::Queues, Field::Name), None, "{headers}");
    }
    assert_eq!(fields(Table::Segments, "Queues - Name"), "");
    // Rows of a small table hold no others.
    assert_eq!(fields(Table::Queues, "Queue Id,Users - Id,Users - Name"), "Queue Id=queue_id Exact");
    assert_eq!(
        fields(Table::Interactions, "Organizations - Id,Organizations - Name,Users - Id,Users - Name"),
        "Organizations - Id=organizations.account_id Joined, Organizations - Name=organizations.name Joined"
    );
}

#[test]
fn the_tables_that_lead_to_an_organization_are_asked_before_others() {
    // Of segments, queues, users and interactions only the last one's row names it.
    let headers = "Interaction Id,Interactions - Account Id,Organizations - Name";
    let (header, _) = recognise(Table::Segments, headers, &Vocabulary::builtin());
    assert_eq!(header.column_of(Table::Interactions, Field::AccountId), Some(1));
    assert_eq!(header.column_of(Table::Organizations, Field::AccountId), Some(1));
}

#[test]
fn a_mapping_names_the_headers_of_a_field_and_no_others_are_it() {
    let column = |field, headers: &[&str]| ColumnMapping {
        table: Table::Segments,
        field,
        headers: headers.iter().map(|header| (*header).to_owned()).collect(),
        joins: false,
        is_row: false,
        condition: None,
        source: String::new(),
    };
    let mut naming = Naming::default();
    naming.columns.extend([column(Field::StartedAt, &["Begin", "Start"]), column(Field::EndedAt, &["Start"])]);
    let vocabulary = Vocabulary::mapped(naming);
    let of = |headers: &str| fields_by(Table::Segments, headers, &vocabulary);
    assert_eq!(of("Started At"), "");
    assert_eq!(of("Start,begin"), "Start=ended_at Mapping, begin=started_at Mapping");
    // One column for two fields.
    assert_eq!(of("Start"), "Start=started_at Mapping, Start=ended_at Mapping");
}

#[test]
fn a_delimiter_at_the_end_of_the_line_makes_no_column() {
    let count = |headers: &str| recognise(Table::Segments, headers, &Vocabulary::builtin()).0.columns().len();
    assert_eq!([count("Id,Status,,"), count("Id,,Status"), count(""), count(",")], [2, 3, 1, 1]);
}

#[test]
fn a_required_field_without_a_column_is_named() {
    let missing = |table, headers: &str| match recognise(table, headers, &Vocabulary::builtin()).1 {
        Ok(()) => "none".to_owned(),
        Err(Problem::MissingColumn { field, found, .. }) => format!("{field} among {}", found.join("|")),
        Err(problem) => panic!("{problem}"),
    };
    assert_eq!(missing(Table::Segments, "Interaction Id,Started At"), "none");
    assert_eq!(missing(Table::Segments, "Interaction Id,Status"), "started_at among Interaction Id|Status");
    assert_eq!(missing(Table::Segments, "Started At"), "interaction_id among Started At");
    // Under a joined name, too.
    assert_eq!(missing(Table::Segments, "Interactions - Id,Started At"), "none");
    assert_eq!(missing(Table::Users, "Name"), "user_id among Name");
}

#[test]
fn a_column_is_the_same_in_every_file_by_its_field_or_its_letters_and_digits() {
    let identities = |headers: &str| {
        let (header, _) = recognise(Table::Segments, headers, &Vocabulary::builtin());
        header.columns().iter().map(|column| column.identity().to_owned()).collect::<Vec<_>>().join("|")
    };
    assert_eq!(identities("Created At,Foot Length"), "field started_at 0|footlength 0");
    assert_eq!(identities("Segments - started_at,Segment Foot-Length"), "field started_at 0|footlength 0");
    assert_eq!(identities("shoe,Shoe,SHOE!,Segment Shoe"), "shoe 0|shoe 1|shoe 2|shoe 3");
    // A column that another one is better than is one of its own.
    assert_eq!(identities("Created At,Started At"), "createdat 0|field started_at 0");
}
