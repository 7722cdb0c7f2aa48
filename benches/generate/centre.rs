use crate::random::{Id, Random};

pub(crate) const ORGANIZATIONS: &str = "Account Id,Name,Time Zone,City,Country";
pub(crate) const QUEUES: &str = "Queue Id,Account Id,Name,Weight,Is Active";
pub(crate) const USERS: &str = "User Id,Account Id,First Name,Last Name,Title,Work Email,Work Phone,Is Active";

/// The contact centre: three organizations with 40 queues and 2,000 users between them.
pub(crate) struct Centre {
    queues: Vec<Id>,
    users: Vec<Id>,
}

impl Centre {
    pub(crate) fn new(random: &mut Random) -> Centre {
        let queues = (0..TOPICS.len() * PLACES.len()).map(|_| random.id()).collect();
        let users = (0..FIRST_NAMES.len() * LAST_NAMES.len()).map(|_| random.id()).collect();
        Centre { queues, users }
    }

    /// Now and then one that the table of queues doesn't know.
    pub(crate) fn queue(&self, random: &mut Random) -> Id {
        if random.one_in(5000) { random.id() } else { random.choose(&self.queues) }
    }

    /// Now and then one that the table of users doesn't know.
    pub(crate) fn user(&self, random: &mut Random) -> Id {
        if random.one_in(3000) { random.id() } else { random.choose(&self.users) }
    }

    pub(crate) fn account(&self, queue: Id) -> &'static str {
        account(self.queues.iter().position(|&known| known == queue).unwrap_or(0))
    }

    pub(crate) fn organizations() -> impl Iterator<Item = String> {
        ACCOUNTS.iter().map(|(account, about)| format!("{account},{about}"))
    }

    pub(crate) fn queues(&self) -> impl Iterator<Item = String> {
        self.queues.iter().enumerate().map(|(n, id)| {
            let (topic, place) = (TOPICS[n / PLACES.len()], PLACES[n % PLACES.len()]);
            format!("{id},{},{topic} {place},{},1", account(n), n % 4 + 1)
        })
    }

    pub(crate) fn users(&self) -> impl Iterator<Item = String> {
        self.users.iter().enumerate().map(|(n, id)| {
            let (first, last) = (FIRST_NAMES[n / LAST_NAMES.len()], LAST_NAMES[n % LAST_NAMES.len()]);
            let active = u8::from(n % 25 != 0);
            format!("{id},{},{first},{last},Agent,agent{n}@example.com,+4420794{n:05},{active}", account(n))
        })
    }
}

fn account(of_the_nth: usize) -> &'static str {
    ACCOUNTS[of_the_nth % ACCOUNTS.len()].0
}

const ACCOUNTS: [(&str, &str); 3] = [
    ("002123", "Northwind Energy,UTC,Bristol,United Kingdom"),
    ("002124", "Hotel Península,UTC,Lisbon,Portugal"),
    ("010077", "\"Blau, Gelb & Co.\",UTC,Zürich,Switzerland"),
];
const TOPICS: [&str; 8] = ["Billing", "Sales", "Returns", "Bookings", "Outages", "Moving", "Complaints", "Night Desk"];
const PLACES: [&str; 5] = ["North", "South", "Islands", "Business", "Overflow"];
#[rustfmt::skip]
const FIRST_NAMES: [&str; 40] = [
    "Ana", "José", "Maria", "Liam", "Zoë", "Noah", "Olga", "Ivan", "Priya", "Arjun", "Mei", "Jun", "Fatima", "Omar",
    "Chloe", "Hugo", "Lena", "Jonas", "Ines", "Rui", "Aoife", "Sean", "Nia", "Kofi", "Ada", "Emeka", "Sara", "Erik",
    "Ewa", "Marek", "Tove", "Lars", "Elif", "Can", "Ruth", "Adam", "Yuki", "Ken", "Lucía", "Mateo",
];
#[rustfmt::skip]
const LAST_NAMES: [&str; 50] = [
    "Franks", "Okafor", "Silva", "Novak", "Meyer", "Rossi", "Dubois", "Tanaka", "Patel", "Kim", "Haddad", "O'Neill",
    "Larsen", "Kowalski", "Yilmaz", "Mensah", "García", "Lopez", "Costa", "Weber", "Fischer", "Moreau", "Bianchi",
    "Sato", "Singh", "Park", "Nasser", "Byrne", "Berg", "Nowak", "Demir", "Owusu", "Ruiz", "Santos", "Keller", "Braun",
    "Petit", "Greco", "Ito", "Shah", "Cho", "Aziz", "Walsh", "Lund", "Wójcik", "Kaya", "Boateng", "Vega",
    "Pinto", "Moser",
];
