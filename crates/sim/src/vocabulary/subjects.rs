//! What texts are about: words for the content of mails, pages and files.

/// A field with the words its texts are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[repr(u8)]
pub(crate) enum Field {
    /// News and everyday matters.
    #[default]
    Everyday,
    /// Cells, materials, processes.
    Science,
    /// Machines, lines, quality.
    Plant,
    /// Prices, customers, contracts.
    Business,
    /// People, vacancies, pay.
    Work,
    /// Servers, accounts, networks.
    Computing,
}

/// All fields, in the order of their numbers.
pub(crate) const FIELDS: [Field; 6] =
    [Field::Everyday, Field::Science, Field::Plant, Field::Business, Field::Work, Field::Computing];

impl Field {
    /// The words of the field.
    pub(crate) fn words(self) -> &'static [&'static str] {
        match self {
            Self::Everyday => &EVERYDAY,
            Self::Science => &SCIENCE,
            Self::Plant => &PLANT,
            Self::Business => &BUSINESS,
            Self::Work => &WORK,
            Self::Computing => &COMPUTING,
        }
    }
}

const EVERYDAY: [&str; 48] = [
    "weather", "today", "market", "season", "travel", "city", "music", "film", "match", "team", "player", "recipe",
    "health", "school", "road", "traffic", "train", "weekend", "holiday", "festival", "election", "minister", "price",
    "stock", "index", "exchange", "coffee", "lunch", "book", "review", "photo", "garden", "camera", "phone", "release",
    "game", "season", "league", "concert", "ticket", "house", "loan", "interest", "car", "insurance", "sale", "discount",
    "delivery",
];
const SCIENCE: [&str; 48] = [
    "slurry", "anode", "cathode", "binder", "porosity", "electrolyte", "additive", "coating", "density", "capacity",
    "cycle", "impedance", "diffusion", "particle", "silicon", "graphite", "nickel", "lithium", "separator", "thermal",
    "runaway", "formation", "swelling", "viscosity", "loading", "adhesion", "moisture", "synthesis", "precursor", "doping",
    "spectrum", "sample", "measurement", "simulation", "model", "parameter", "result", "figure", "draft", "abstract",
    "reviewer", "experiment", "batch", "ratio", "temperature", "pressure", "voltage", "current",
];
const PLANT: [&str; 40] = [
    "line", "shift", "yield", "defect", "inspection", "vision", "tension", "roller", "dryer", "calender", "notching",
    "stacking", "welding", "sealing", "jig", "sensor", "alarm", "maintenance", "spare", "calibration", "audit", "sample",
    "lot", "traceability", "scrap", "rework", "changeover", "recipe", "interlock", "chamber", "vacuum", "oven", "operator",
    "checklist", "handover", "safety", "helmet", "forklift", "pallet", "throughput",
];
const BUSINESS: [&str; 40] = [
    "quotation", "order", "invoice", "shipment", "contract", "forecast", "quarter", "margin", "budget", "customer",
    "supplier", "price", "volume", "meeting", "minutes", "schedule", "visit", "delivery", "claim", "warranty", "payment",
    "account", "ledger", "closing", "tax", "currency", "export", "customs", "proposal", "presentation", "roadmap",
    "review", "approval", "request", "agenda", "travel", "expense", "report", "summary", "target",
];
const WORK: [&str; 30] = [
    "career", "position", "engineer", "senior", "interview", "salary", "benefit", "location", "apply", "resume", "company",
    "review", "hiring", "manager", "experience", "degree", "remote", "bonus", "culture", "welfare", "training", "leave",
    "evaluation", "promotion", "transfer", "team", "role", "skills", "profile", "recruit",
];
const COMPUTING: [&str; 32] = [
    "server", "backup", "patch", "account", "password", "ticket", "network", "switch", "firewall", "proxy", "storage",
    "mirror", "restore", "script", "deploy", "monitor", "alert", "license", "update", "driver", "printer", "mailbox",
    "domain", "certificate", "cluster", "database", "query", "latency", "upgrade", "inventory", "laptop", "image",
];

/// Kinds of documents, for file names.
pub(crate) const DOCUMENTS: [&str; 22] = [
    "report", "spec", "recipe", "test-plan", "results", "summary", "drawing", "parameters", "meeting-minutes", "review",
    "proposal", "dataset", "checklist", "schedule", "layout", "analysis", "calibration", "protocol", "budget", "minutes",
    "presentation", "notes",
];

/// Extensions with the first bytes of such a file as hexadecimal text.
pub(crate) const EXTENSIONS: [(&str, &str); 8] = [
    ("doc", "D0-CF-11-E0-A1-B1-1A-E1"), ("xls", "D0-CF-11-E0-A1-B1-1A-E1"), ("ppt", "D0-CF-11-E0-A1-B1-1A-E1"),
    ("pdf", "25-50-44-46-2D"), ("docx", "50-4B-03-04-14-00-06-00"), ("xlsx", "50-4B-03-04-14-00-06-00"),
    ("pptx", "50-4B-03-04-14-00-06-00"), ("zip", "50-4B-03-04-14"),
];

/// Extensions of private files.
pub(crate) const PRIVATE_EXTENSIONS: [(&str, &str); 3] =
    [("jpg", "FF-D8"), ("pdf", "25-50-44-46-2D"), ("zip", "50-4B-03-04-14")];
