//! What holders of each kind look like: names, units, technologies.

use super::{Template, Unit};
use crate::roles::Role;

pub(super) const MAKER_NAMES: [(&str, &str); 6] = [
    ("Narae Cell Co., Ltd.", "naraecell"),
    ("Hanul Battery Co., Ltd.", "hanulbattery"),
    ("Saeron Energy Cells Co., Ltd.", "saeroncells"),
    ("Dasan Power Co., Ltd.", "dasanpower"),
    ("Onyu Battery Systems Co., Ltd.", "onyubattery"),
    ("Mirim Energy Storage Co., Ltd.", "mirimstorage"),
];

pub(super) const LAB_NAMES: [(&str, &str); 6] = [
    ("Seohae National University", "seohae-univ"),
    ("Hanbada Institute of Science", "hanbada-inst"),
    ("Gaon Institute of Technology", "gaontech-inst"),
    ("Baekdu University", "baekdu-univ"),
    ("Sorak Institute of Display Science", "sorak-inst"),
    ("Taebaek National University", "taebaek-univ"),
];

pub(super) const MAKER_UNITS: [Unit; 10] = [
    Unit {
        name: "Cell Development",
        business: "Technology",
        functional: "Research",
        weight: 0.15,
        roles: &[(Role::CellEngineer, 1.0)],
        teams: &[
            "Cell Design",
            "Cell Evaluation",
            "Stacking",
            "Solid State",
            "Pack Electronics",
            "Cell Modelling",
        ],
    },
    Unit {
        name: "Materials Research",
        business: "Technology",
        functional: "Research",
        weight: 0.14,
        roles: &[(Role::MaterialsScientist, 1.0)],
        teams: &[
            "Cathode",
            "Anode",
            "Electrolyte",
            "Separator",
            "Materials Analysis",
        ],
    },
    Unit {
        name: "Process Technology",
        business: "Technology",
        functional: "Engineering",
        weight: 0.14,
        roles: &[(Role::ProcessEngineer, 1.0)],
        teams: &[
            "Electrode Process",
            "Assembly Process",
            "Formation Process",
            "Dry Process",
        ],
    },
    Unit {
        name: "Equipment",
        business: "Manufacturing",
        functional: "Engineering",
        weight: 0.10,
        roles: &[(Role::EquipmentEngineer, 0.85), (Role::Technician, 0.15)],
        teams: &["Line Equipment", "Vision and Control", "Utilities"],
    },
    Unit {
        name: "Quality",
        business: "Manufacturing",
        functional: "Quality",
        weight: 0.10,
        roles: &[(Role::QualityEngineer, 1.0)],
        teams: &["Incoming Quality", "Customer Quality", "Reliability"],
    },
    Unit {
        name: "Production",
        business: "Manufacturing",
        functional: "Production",
        weight: 0.14,
        roles: &[(Role::Operator, 0.93), (Role::ProcessEngineer, 0.07)],
        teams: &["Line 1", "Line 2", "Line 3", "Line 4"],
    },
    Unit {
        name: "Information Technology",
        business: "Administration",
        functional: "Operations",
        weight: 0.06,
        roles: &[(Role::SystemAdministrator, 1.0)],
        teams: &["Infrastructure", "Applications"],
    },
    Unit {
        name: "Sales",
        business: "Commercial",
        functional: "Sales",
        weight: 0.08,
        roles: &[(Role::SalesManager, 1.0)],
        teams: &["Automotive Accounts", "Storage Accounts", "Purchasing"],
    },
    Unit {
        name: "Finance and Personnel",
        business: "Administration",
        functional: "Staff",
        weight: 0.06,
        roles: &[(Role::Accountant, 0.6), (Role::PersonnelOfficer, 0.4)],
        teams: &["Finance and Personnel"],
    },
    Unit {
        name: "Management",
        business: "Administration",
        functional: "Executive",
        weight: 0.03,
        roles: &[(Role::Executive, 1.0)],
        teams: &["Executive Office"],
    },
];

/// The unit of visiting researchers comes last and is staffed apart.
pub(super) const LAB_UNITS: [Unit; 6] = [
    Unit {
        name: "Display Materials Laboratory",
        business: "Research",
        functional: "Laboratory",
        weight: 0.26,
        roles: &[
            (Role::GraduateResearcher, 0.72),
            (Role::Professor, 0.2),
            (Role::Technician, 0.08),
        ],
        teams: &["Quantum Dots", "Organic Emitters", "Encapsulation"],
    },
    Unit {
        name: "Semiconductor Device Laboratory",
        business: "Research",
        functional: "Laboratory",
        weight: 0.24,
        roles: &[
            (Role::GraduateResearcher, 0.72),
            (Role::Professor, 0.2),
            (Role::Technician, 0.08),
        ],
        teams: &["Oxide Transistors", "Memory Devices", "Power Devices"],
    },
    Unit {
        name: "Energy Laboratory",
        business: "Research",
        functional: "Laboratory",
        weight: 0.22,
        roles: &[
            (Role::GraduateResearcher, 0.72),
            (Role::Professor, 0.2),
            (Role::Technician, 0.08),
        ],
        teams: &["Solid Electrolytes", "Hydrogen", "Photovoltaics"],
    },
    Unit {
        name: "Shared Facilities",
        business: "Research",
        functional: "Facilities",
        weight: 0.11,
        roles: &[(Role::LabManager, 0.4), (Role::Technician, 0.6)],
        teams: &["Clean Room", "Microscopy"],
    },
    Unit {
        name: "Administration",
        business: "Administration",
        functional: "Staff",
        weight: 0.11,
        roles: &[(Role::Clerk, 0.7), (Role::Accountant, 0.3)],
        teams: &["Research Administration"],
    },
    Unit {
        name: "Computing Centre",
        business: "Administration",
        functional: "Operations",
        weight: 0.06,
        roles: &[(Role::SystemAdministrator, 1.0)],
        teams: &["Systems"],
    },
];

const CELLS: &str = "secondary cells: design, process and manufacture, 300 Wh/kg and above";

const fn core(
    slug: &'static str,
    name: &'static str,
    unit: usize,
    words: &'static [&'static str],
) -> Template {
    Template {
        slug,
        name,
        class: "national-core",
        grade: 4,
        unit,
        list_item: CELLS,
        threshold: "300 Wh/kg",
        words,
    }
}

const fn strategic(
    slug: &'static str,
    name: &'static str,
    unit: usize,
    words: &'static [&'static str],
) -> Template {
    Template {
        slug,
        name,
        class: "advanced-strategic",
        grade: 3,
        unit,
        list_item: "",
        threshold: "",
        words,
    }
}

const fn industrial(
    slug: &'static str,
    name: &'static str,
    unit: usize,
    words: &'static [&'static str],
) -> Template {
    Template {
        slug,
        name,
        class: "industrial",
        grade: 2,
        unit,
        list_item: "",
        threshold: "",
        words,
    }
}

const fn secret(
    slug: &'static str,
    name: &'static str,
    unit: usize,
    words: &'static [&'static str],
) -> Template {
    Template {
        slug,
        name,
        class: "trade-secret",
        grade: 1,
        unit,
        list_item: "",
        threshold: "",
        words,
    }
}

pub(super) const MAKER_TECHNOLOGIES: [Template; 18] = [
    core(
        "slurry",
        "High-solid electrode slurry",
        2,
        &["mixing", "viscosity", "binder-ratio", "solid-content"],
    ),
    core(
        "cathode-hini",
        "High-nickel cathode",
        1,
        &["precursor", "calcination", "coating-layer", "doping"],
    ),
    core(
        "cell-nx",
        "High-energy cell design",
        0,
        &["cell-design", "loading", "tab", "stack-height"],
    ),
    core(
        "solid-state",
        "Solid-state cell",
        0,
        &["sulfide", "interface", "press", "pilot"],
    ),
    strategic(
        "anode-si",
        "Silicon anode",
        1,
        &["silicon", "swelling", "pre-lithiation", "binder"],
    ),
    strategic(
        "electrolyte",
        "Electrolyte additives",
        1,
        &["additive", "salt", "solvent", "film"],
    ),
    strategic(
        "dry-electrode",
        "Dry electrode process",
        2,
        &["fibril", "calender", "powder", "laminate"],
    ),
    strategic(
        "formation",
        "Fast formation",
        2,
        &["formation", "degassing", "ageing", "protocol"],
    ),
    strategic(
        "notching",
        "Laser notching",
        3,
        &["laser", "burr", "optics", "speed"],
    ),
    industrial(
        "separator",
        "Ceramic separator",
        1,
        &["ceramic", "porosity", "shrinkage", "coating"],
    ),
    industrial(
        "stacking",
        "High-speed stacking",
        3,
        &["stacker", "alignment", "vision", "tension"],
    ),
    industrial(
        "coating",
        "Slot-die coating window",
        2,
        &["slot-die", "edge", "drying", "window"],
    ),
    industrial(
        "pack-bms",
        "Pack control",
        0,
        &["balancing", "estimator", "board", "firmware"],
    ),
    industrial(
        "line-layout",
        "Line layout",
        3,
        &["layout", "utility", "flow", "takt"],
    ),
    secret(
        "quality-db",
        "Field quality data",
        4,
        &["field", "claim", "cause", "trend"],
    ),
    secret(
        "recycling",
        "Scrap recycling",
        2,
        &["black-mass", "recovery", "leaching", "yield"],
    ),
    secret(
        "supplier-cost",
        "Supplier costs",
        7,
        &["cost", "supplier", "index", "quote"],
    ),
    secret(
        "roadmap",
        "Product and capacity roadmap",
        9,
        &["roadmap", "capacity", "customer", "investment"],
    ),
];

pub(super) const LAB_TECHNOLOGIES: [Template; 10] = [
    core(
        "qd-emitter",
        "Quantum-dot emitter",
        0,
        &["core-shell", "ligand", "lifetime", "efficiency"],
    ),
    core(
        "oxide-tft",
        "Oxide transistor backplane",
        1,
        &["mobility", "threshold", "channel", "stress"],
    ),
    strategic(
        "blue-oled",
        "Blue phosphorescent emitter",
        0,
        &["host", "dopant", "device", "lifetime"],
    ),
    strategic(
        "encap",
        "Thin-film encapsulation",
        0,
        &["barrier", "deposition", "bending", "moisture"],
    ),
    strategic(
        "memristor",
        "Memristor array",
        1,
        &["switching", "endurance", "array", "selector"],
    ),
    strategic(
        "solid-ion",
        "Sulfide electrolyte",
        2,
        &["conductivity", "synthesis", "interface", "press"],
    ),
    industrial(
        "power-gan",
        "Gallium nitride power device",
        1,
        &["epitaxy", "gate", "leakage", "package"],
    ),
    industrial(
        "electrolyser",
        "Alkaline electrolyser",
        2,
        &["membrane", "stack", "catalyst", "current"],
    ),
    industrial(
        "perovskite",
        "Perovskite module",
        2,
        &["ink", "stability", "module", "scribe"],
    ),
    secret(
        "fab-recipe",
        "Clean-room recipes",
        3,
        &["etch", "litho", "furnace", "metrology"],
    ),
];
