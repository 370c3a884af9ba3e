//! Tables about the holder: technologies, projects, partners, assets, advice.

use super::{Column, Kind, Role, Table, day, flag, number, text, texts, whole};

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "technologies",
        about: "a protected technology of the holder",
        columns: &[
            text("technology", "its id in the register").required(),
            text("name", "its name").required(),
            text("class", "`national-core`, `advanced-strategic`, `industrial` or `trade-secret`"),
            whole("grade", "grade of protection; higher is more protected"),
            text("sector", "sector of the statutory list"),
            text("owner_unit", "the unit that owns it"),
            text("list_item", "item of the statutory list"),
            text("list_version", "version of that list"),
            text("threshold", "the statutory threshold, as national core technology where lists differ"),
            text("strategic_threshold", "the statutory threshold as advanced strategic technology"),
            text("measured", "the holder's own value against the thresholds"),
            texts("paths", "path rules: a file under a matching path touches the technology (`*` any run, case ignored)"),
        ],
    },
    Table {
        name: "documents",
        about: "a registered document; its text is never stored",
        columns: &[
            text("document", "its id").required(),
            text("technology", "the technology it belongs to"),
            whole("grade", "grade of protection"),
            text("digest", "BLAKE3 of the file"),
            text("fingerprint", "number of its prints on the shelf"),
            text("name", "the path of its file, where names are kept"),
        ],
    },
    Table {
        name: "projects",
        about: "a joint-research project and what its agreement covers",
        columns: &[
            text("project", "its number").required(),
            text("partner", "the partner organisation"),
            text("agreement", "the agreement"),
            texts("technologies", "technologies the agreement covers"),
            whole("max_grade", "highest grade the agreement covers"),
            Column { role: Role::Persons, ..texts("people", "people named in the agreement") },
            day("from_on", "first day"),
            day("to_on", "last day"),
        ],
    },
    Table {
        name: "rivals",
        about: "the holder's own list of rivals, with the domains they and their agents use",
        columns: &[
            text("organisation", "name").required(),
            texts("domains", "internet domains"),
        ],
    },
    Table {
        name: "partners",
        about: "customers, suppliers and research partners with whom contact is ordinary",
        columns: &[
            text("organisation", "name").required(),
            text("kind", "`customer`, `supplier` or `research`"),
            texts("domains", "internet domains"),
            day("from_on", "first day"),
            day("to_on", "last day"),
        ],
    },
    Table {
        name: "domain_kinds",
        about: "what an internet domain is for; adds to the list that comes with the program",
        columns: &[
            text("domain", "domain; subdomains follow").required(),
            text("kind", "`cloud`, `webmail`, `jobs`, `disclosure`, `paste`, `messenger`, `surveillance` or `ordinary`").required(),
        ],
    },
    Table {
        name: "assets",
        about: "something of the holder's that can be reached from outside",
        columns: &[
            text("asset", "its id").required(),
            text("kind", "`domain`, `host`, `vpn`, `address` or `name`").required(),
            text("value", "the domain, host name, address or name").required(),
        ],
    },
    Table {
        name: "listings",
        about: "an offer of access or data on a market",
        columns: &[
            text("listing", "its id").required(),
            Column { required: true, ..super::plain("seen_at", Kind::Time, "when it was seen") },
            text("market", "where"),
            text("title", "as posted"),
            text("victim", "the victim as named in it"),
            texts("indicators", "domains, hosts and addresses named in it"),
            text("access", "`rdp`, `vpn`, `citrix`, `webshell`, `credentials` or `data`"),
            number("price", "asking price"),
            text("currency", "currency of the price"),
        ],
    },
    Table {
        name: "advice",
        about: "advice given to the holder and whether it was followed",
        columns: &[
            text("advice", "its number").required(),
            text("asset", "the asset it is about"),
            day("issued_on", "day it was given").required(),
            text("about", "what was advised"),
            day("due_on", "day by which"),
            day("done_on", "day on which it was done; empty: not done"),
        ],
    },
    Table {
        name: "incidents",
        about: "an incident at the holder",
        columns: &[
            text("incident", "its number").required(),
            text("asset", "the asset it is about"),
            Column { required: true, ..super::plain("at", Kind::Time, "when") },
            text("kind", "`ransomware`, `intrusion`, `theft`, `outage`"),
            text("about", "what happened"),
        ],
    },
    Table {
        name: "case_records",
        about: "a case that an agency counted; series of different agencies are never added together",
        columns: &[
            text("record", "its number").required(),
            text("series", "the series it belongs to").required(),
            text("agency", "the agency that counts"),
            whole("year", "year, where published"),
            text("sector", "sector"),
            text("victim", "`sme`, `large` or `university_research`"),
            text("scheme", "how it was done"),
            text("channel", "by which channel"),
            flag("national_core", "whether national core technology was touched"),
        ],
    },
];
