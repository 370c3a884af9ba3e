//! The shape of activity in files of no fixed format: what a mapping onto `activity` may fill.

use bongsu_model::tables::{Column, Kind, Role, Table};

/// The columns that a generic file of activity can give; the activity writer adds the rest.
///
/// Persons, accounts and counterparts are in the source's own words: the writer replaces them.
pub static ACTIVITY: Table = Table {
    name: "activity",
    about: "one observed act, as a file of no fixed format gives it",
    columns: &[
        column("at", Kind::Time, true, "when"),
        Column {
            role: Role::Person,
            ..column("person", Kind::Text, false, "who, by the source's own key")
        },
        column("account", Kind::Text, false, "the account that acted"),
        column("device", Kind::Text, false, "the device"),
        column(
            "channel",
            Kind::Text,
            true,
            "`logon`, `removable`, `file`, `mail`, `web`, `cloud`, `print`, `remote` or `badge`",
        ),
        column(
            "action",
            Kind::Text,
            true,
            "`logon`, `connect`, `open`, `copy`, `write`, `send`, `visit`, `upload`, …",
        ),
        column(
            "object",
            Kind::Text,
            false,
            "what was acted on: a file, an address, a device",
        ),
        column(
            "object_kind",
            Kind::Text,
            false,
            "what kind of object it is",
        ),
        column("bytes", Kind::Whole, false, "how many bytes"),
        column(
            "outward",
            Kind::Flag,
            false,
            "whether it left the holder's control",
        ),
        column(
            "counterpart",
            Kind::Text,
            false,
            "the other side: a host, domain or organisation",
        ),
    ],
};

const fn column(name: &'static str, kind: Kind, required: bool, about: &'static str) -> Column {
    Column {
        name,
        aliases: &[],
        kind,
        role: Role::Plain,
        required,
        about,
    }
}
