//! The small tables, held whole: organizations, queues, users.

use std::collections::HashMap;

use rapidhash::fast::RandomState;

use super::Place;

/// The small tables.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    /// The organizations.
    pub organizations: Catalog<Organization>,
    /// The queues.
    pub queues: Catalog<Queue>,
    /// The users.
    pub users: Catalog<User>,
}

/// An organization: whose interactions these are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    /// The place of its row.
    pub place: Place,
    /// Its name.
    pub name: Option<String>,
    /// The name of its time zone, as exported.
    pub time_zone: Option<String>,
}

/// A queue: where interactions wait for users.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    /// The place of its row.
    pub place: Place,
    /// Its name.
    pub name: Option<String>,
    /// The organization that it belongs to.
    pub account_id: Option<String>,
    /// Whether the export says that it is inactive.
    pub is_inactive: bool,
}

/// A user: somebody who is rung and handles interactions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The place of its row.
    pub place: Place,
    /// First and last name, as far as not blank; else the exported name, else the email.
    pub name: Option<String>,
    /// The work email address.
    pub email: Option<String>,
    /// The organization that they belong to.
    pub account_id: Option<String>,
    /// Whether the export says that they are inactive.
    pub is_inactive: bool,
}

/// The rows of one small table by id. If an id repeats, the last row replaces the others.
#[derive(Clone, Debug)]
pub struct Catalog<T> {
    present: bool,
    /// The number of rows of the table itself; those after them are joined to other tables' rows.
    exported: usize,
    /// The number of the table's rows that later ones of the same id replaced.
    replaced: u64,
    rows: Vec<(String, T)>,
    by_id: HashMap<String, usize, RandomState>,
}

impl<T> Default for Catalog<T> {
    fn default() -> Self {
        Catalog { present: false, exported: 0, replaced: 0, rows: Vec::new(), by_id: HashMap::default() }
    }
}

impl<T> Catalog<T> {
    /// An exported table, still without rows.
    pub fn exported() -> Self {
        Catalog { present: true, ..Catalog::default() }
    }

    /// Adds a row of the table itself, in place of an earlier one of the same id.
    pub fn insert(&mut self, id: String, row: T) {
        self.put(id, row);
        self.replaced += u64::from(self.exported == self.rows.len());
        self.exported = self.rows.len();
    }

    /// The number of distinct ids in the table itself, and of further rows that later ones replaced.
    pub fn counts(&self) -> (u64, u64) {
        (self.exported as u64, self.replaced)
    }

    /// Adds a row that is joined to another table's, after all rows of the table itself.
    pub fn insert_joined(&mut self, id: String, row: T) {
        self.put(id, row);
    }

    fn put(&mut self, id: String, row: T) {
        match self.by_id.get(&id) {
            Some(&at) => self.rows[at].1 = row,
            None => {
                self.by_id.insert(id.clone(), self.rows.len());
                self.rows.push((id, row));
            }
        }
    }

    /// Changes every row.
    pub fn each(&mut self, change: impl Fn(&str, &mut T)) {
        self.rows.iter_mut().for_each(|(id, row)| change(id, row));
    }

    /// Whether the table was exported. If not, ids stand for names and none is missing.
    pub fn is_present(&self) -> bool {
        self.present
    }

    /// The row of an id in the table itself.
    pub fn get_exported(&self, id: &str) -> Option<&T> {
        self.by_id.get(id).filter(|at| **at < self.exported).map(|&at| &self.rows[at].1)
    }

    /// The row of an id.
    #[inline]
    pub fn get(&self, id: &str) -> Option<&T> {
        self.by_id.get(id).map(|&at| &self.rows[at].1)
    }

    /// All rows with their ids, in the order in which the ids first appear.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.rows.iter().map(|(id, row)| (id.as_str(), row))
    }
}

/// Rows that people know by a name.
pub trait Named {
    /// The name; `None` if every part of it is blank.
    fn name(&self) -> Option<&str>;

    /// The email address, for rows that have one.
    fn email(&self) -> Option<&str> {
        None
    }
}

impl Named for Organization {
    fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }
}

impl Named for Queue {
    fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }
}

impl Named for User {
    fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    fn email(&self) -> Option<&str> {
        self.email.as_deref()
    }
}
