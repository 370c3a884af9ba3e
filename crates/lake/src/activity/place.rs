//! Where an act of a file of no fixed format went: read from its channel, action, object and other side.
//!
//! The CERT reader knows its five logs; here the same rules hold for whatever a mapping names. A column `outward`
//! that a mapping fills is believed before any of them.

use super::target::{Surroundings, extension, host, is_own, mail_domain, without_query};

/// What such a row says of itself.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// The channel.
    pub channel: &'a str,
    /// The action.
    pub action: &'a str,
    /// The file path or address.
    pub object: &'a str,
    /// The kind of object, or nothing.
    pub object_kind: &'a str,
    /// The other side: a host, an address, a domain or a name, several separated by `;` or `,`; or nothing.
    pub counterpart: &'a str,
}

/// What follows from it.
#[derive(Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// The channel: web traffic to a cloud host is `cloud`.
    pub channel: &'a str,
    /// The object: an address without its query.
    pub object: &'a str,
    /// The kind of object.
    pub object_kind: &'a str,
    /// The outside hosts, domains and names, once each, sorted, joined by `;`.
    pub counterpart: String,
    /// Whether it left the holder's control; unknown where something was sent and nobody says to whom.
    pub outward: Option<bool>,
}

/// Places an act.
pub fn place<'a>(given: &Given<'a>, around: &Surroundings) -> Place<'a> {
    let is_url = given.object.contains("://");
    let online = matches!(given.channel, "web" | "cloud");
    let object = if online || is_url {
        without_query(given.object)
    } else {
        given.object
    };
    let reached = if online { host(object) } else { "" };
    // `report.docx` is a file, whatever it looks like: a bare name is a host only where somebody visits it.
    let is_address = is_url || object.contains('/') || given.action == "visit";
    let is_host = is_address
        && reached.contains('.')
        && !reached.contains(|c: char| c.is_whitespace() || c == '\\');
    let mut sides: Vec<String> = given
        .counterpart
        .split([';', ','])
        .map(str::trim)
        .filter(|side| !side.is_empty())
        .map(side)
        .collect();
    if sides.is_empty() && is_host {
        sides.push(reached.to_lowercase());
    }
    let anyone = !sides.is_empty();
    let mut outside = sides;
    outside.retain(|side| !is_own(side, &around.own_domains));
    outside.sort_unstable();
    outside.dedup();
    let in_cloud = outside.iter().any(|side| around.is_cloud(side));
    let channel = match given.channel {
        "web" if in_cloud => "cloud",
        channel => channel,
    };
    Place {
        channel,
        object,
        object_kind: kind(given, object, is_host),
        outward: outward(channel, given.action, anyone, !outside.is_empty()),
        counterpart: outside.join(";"),
    }
}

/// A mail address gives its domain, a web address its host; anything else stands as it is.
fn side(given: &str) -> String {
    match mail_domain(given) {
        Some(domain) => domain.to_lowercase(),
        None if given.contains("://") => host(given).to_lowercase(),
        None => given.to_owned(),
    }
}

fn outward(channel: &str, action: &str, anyone: bool, outside: bool) -> Option<bool> {
    match (channel, action) {
        ("removable", "copy" | "write") => Some(true),
        ("mail" | "web" | "cloud", "send" | "upload") | ("cloud", "copy" | "write") => {
            anyone.then_some(outside)
        }
        (_, "send" | "upload") => anyone.then_some(outside),
        _ => Some(false),
    }
}

fn kind<'a>(given: &Given<'a>, object: &'a str, is_address: bool) -> &'a str {
    if !given.object_kind.trim().is_empty() || given.channel == "mail" {
        return given.object_kind;
    }
    // The ending of a bare host is no kind of file.
    let path = match object.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None if is_address => object.split_once('/').map_or("", |(_, path)| path),
        None => object,
    };
    extension(path).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around() -> Surroundings {
        Surroundings {
            own_domains: vec!["cell.example".to_owned()],
            cloud: ["dropbox.example".to_owned()].into(),
            rules: bongsu_content::PathRules::default(),
        }
    }

    fn placed(line: [&str; 4]) -> (String, String, Option<bool>) {
        let [channel, action, object, counterpart] = line;
        let given = Given {
            channel,
            action,
            object,
            object_kind: "",
            counterpart,
        };
        let place = place(&given, &around());
        (place.channel.to_owned(), place.counterpart, place.outward)
    }

    #[test]
    fn an_act_goes_out_where_its_address_says_so() {
        for (line, channel, counterpart, outward) in [
            (
                ["removable", "copy", r"E:\a.xlsx", ""],
                "removable",
                "",
                Some(true),
            ),
            (
                ["removable", "connect", "", ""],
                "removable",
                "",
                Some(false),
            ),
            (["file", "copy", r"D:\a.xlsx", ""], "file", "", Some(false)),
            (
                ["web", "upload", "https://www.Dropbox.example/up?k=1", ""],
                "cloud",
                "dropbox.example",
                Some(true),
            ),
            (
                ["web", "visit", "https://news.example/today", ""],
                "web",
                "news.example",
                Some(false),
            ),
            (
                ["web", "upload", "https://plm.cell.example/in", ""],
                "web",
                "",
                Some(false),
            ),
            (
                [
                    "mail",
                    "send",
                    "a.pdf",
                    "Kim <kim@rival.example>; lee@cell.example",
                ],
                "mail",
                "rival.example",
                Some(true),
            ),
            (
                ["mail", "send", "a.pdf", "lee@cell.example"],
                "mail",
                "",
                Some(false),
            ),
            (["mail", "send", "a.pdf", ""], "mail", "", None),
            (["web", "upload", "", ""], "web", "", None),
            (["web", "upload", "report.docx", ""], "web", "", None),
            (
                ["cloud", "upload", r"doc\report.docx", ""],
                "cloud",
                "",
                None,
            ),
            (
                ["web", "upload", "files.example/in/report.docx", ""],
                "web",
                "files.example",
                Some(true),
            ),
            (
                ["mail", "receive", "", "kim@rival.example"],
                "mail",
                "rival.example",
                Some(false),
            ),
            (
                ["cloud", "upload", "a.pdf", "My Drive"],
                "cloud",
                "My Drive",
                Some(true),
            ),
        ] {
            let wanted = (channel.to_owned(), counterpart.to_owned(), outward);
            assert_eq!(placed(line), wanted, "{line:?}");
        }
    }

    #[test]
    fn addresses_lose_their_query_and_give_the_ending_of_a_file() {
        let (rules, mut given) = (
            around(),
            Given {
                channel: "web",
                action: "download",
                object: "https://plm.cell.example/b4/recipe.XLSX?user=kim",
                object_kind: "",
                counterpart: "",
            },
        );
        let placed = place(&given, &rules);
        assert_eq!(placed.object, "https://plm.cell.example/b4/recipe.XLSX");
        assert_eq!(placed.object_kind, "XLSX");
        given.object = "https://plm.cell.example";
        assert_eq!(place(&given, &rules).object_kind, "");
    }
}
