//! Roles, and the ordinary working life of each.

use crate::vocabulary::subjects::Field;

/// What a person does at the holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Role {
    #[default]
    CellEngineer,
    MaterialsScientist,
    ProcessEngineer,
    EquipmentEngineer,
    QualityEngineer,
    Operator,
    SystemAdministrator,
    SalesManager,
    Accountant,
    PersonnelOfficer,
    Executive,
    VisitingResearcher,
    Professor,
    GraduateResearcher,
    LabManager,
    Technician,
    Clerk,
}

/// The ordinary working life of a role; persons vary around it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Profile {
    /// Start of the day, in minutes after midnight.
    pub(crate) start: f64,
    /// Spread of the start between persons, in minutes.
    pub(crate) spread: f64,
    /// Length of the day in minutes.
    pub(crate) length: f64,
    /// Share of days with overtime.
    pub(crate) overtime: f64,
    /// Share of free days that are worked.
    pub(crate) weekend: f64,
    /// Web rows a day.
    pub(crate) web: f64,
    /// Mails a day.
    pub(crate) mail: f64,
    /// Share of mails from or to outside.
    pub(crate) outside: f64,
    /// Protected documents read a day.
    pub(crate) vault: f64,
    /// Share of persons who use removable media.
    pub(crate) removable: f64,
    /// What texts are about.
    pub(crate) field: Field,
}

impl Role {
    /// The role as offices spell it.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::CellEngineer => "CellEngineer",
            Self::MaterialsScientist => "MaterialsScientist",
            Self::ProcessEngineer => "ProcessEngineer",
            Self::EquipmentEngineer => "EquipmentEngineer",
            Self::QualityEngineer => "QualityEngineer",
            Self::Operator => "ProductionOperator",
            Self::SystemAdministrator => "SystemAdministrator",
            Self::SalesManager => "SalesManager",
            Self::Accountant => "Accountant",
            Self::PersonnelOfficer => "PersonnelOfficer",
            Self::Executive => "Executive",
            Self::VisitingResearcher => "VisitingResearcher",
            Self::Professor => "Professor",
            Self::GraduateResearcher => "GraduateResearcher",
            Self::LabManager => "LabManager",
            Self::Technician => "Technician",
            Self::Clerk => "AdministrativeOfficer",
        }
    }

    /// Whether the role works in rotating shifts.
    pub(crate) fn is_shift(self) -> bool {
        self == Self::Operator
    }

    /// Whether the role develops technology.
    pub(crate) fn is_research(self) -> bool {
        matches!(
            self,
            Self::CellEngineer
                | Self::MaterialsScientist
                | Self::ProcessEngineer
                | Self::EquipmentEngineer
                | Self::Professor
                | Self::GraduateResearcher
                | Self::VisitingResearcher
        )
    }

    /// The ordinary working life of the role.
    pub(crate) fn profile(self) -> Profile {
        let base = BASE;
        match self {
            Self::CellEngineer => Profile {
                vault: 5.0,
                removable: 0.32,
                overtime: 0.22,
                ..base
            },
            Self::MaterialsScientist => Profile {
                vault: 4.5,
                start: 550.0,
                spread: 35.0,
                removable: 0.30,
                ..base
            },
            Self::ProcessEngineer => Profile {
                vault: 4.0,
                start: 505.0,
                removable: 0.34,
                ..PLANT
            },
            Self::EquipmentEngineer => Profile {
                vault: 3.0,
                start: 490.0,
                web: 44.0,
                removable: 0.45,
                weekend: 0.05,
                ..PLANT
            },
            Self::QualityEngineer => Profile {
                vault: 2.5,
                outside: 0.2,
                ..PLANT
            },
            Self::Operator => Profile {
                vault: 0.4,
                web: 30.0,
                mail: 5.0,
                outside: 0.01,
                removable: 0.06,
                ..PLANT
            },
            Self::Technician => Profile {
                start: 500.0,
                web: 40.0,
                mail: 8.0,
                removable: 0.35,
                ..PLANT
            },
            Self::LabManager => Profile {
                vault: 1.5,
                outside: 0.25,
                ..PLANT
            },
            Self::VisitingResearcher => Profile {
                vault: 3.0,
                start: 570.0,
                spread: 45.0,
                removable: 0.25,
                outside: 0.25,
                ..base
            },
            Self::Professor => Profile {
                vault: 1.5,
                start: 570.0,
                spread: 60.0,
                mail: 24.0,
                outside: 0.45,
                overtime: 0.35,
                weekend: 0.08,
                ..base
            },
            Self::GraduateResearcher => Profile {
                vault: 4.0,
                start: 600.0,
                spread: 60.0,
                length: 600.0,
                overtime: 0.4,
                weekend: 0.15,
                removable: 0.35,
                ..base
            },
            _ => self.office_profile(),
        }
    }

    /// The working life of those who work in offices.
    fn office_profile(self) -> Profile {
        let base = Profile {
            field: Field::Business,
            ..BASE
        };
        match self {
            Self::SystemAdministrator => Profile {
                vault: 0.2,
                field: Field::Computing,
                removable: 0.5,
                overtime: 0.25,
                weekend: 0.06,
                ..base
            },
            Self::SalesManager => Profile {
                vault: 0.5,
                mail: 24.0,
                outside: 0.45,
                removable: 0.3,
                start: 515.0,
                ..base
            },
            Self::Accountant => Profile {
                vault: 0.1,
                spread: 12.0,
                removable: 0.1,
                outside: 0.2,
                ..base
            },
            Self::PersonnelOfficer => Profile {
                vault: 0.0,
                field: Field::Work,
                outside: 0.25,
                removable: 0.1,
                ..base
            },
            Self::Executive => Profile {
                vault: 1.6,
                start: 470.0,
                mail: 26.0,
                outside: 0.3,
                web: 40.0,
                overtime: 0.35,
                removable: 0.15,
                ..base
            },
            _ => Profile {
                vault: 0.0,
                outside: 0.3,
                spread: 12.0,
                removable: 0.1,
                ..base
            },
        }
    }
}

/// What most roles share.
const BASE: Profile = Profile {
    start: 525.0,
    spread: 25.0,
    length: 545.0,
    overtime: 0.15,
    weekend: 0.02,
    web: 66.0,
    mail: 14.0,
    outside: 0.12,
    vault: 1.0,
    removable: 0.25,
    field: Field::Science,
};

/// What most roles near the lines share.
const PLANT: Profile = Profile {
    field: Field::Plant,
    ..BASE
};
