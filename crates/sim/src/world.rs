//! Everything that is decided before the first day: holder, staff, register, outside world, scenarios.

use crate::answers::Answers;
use crate::calendar::Calendar;
use crate::duty::{Duty, duty};
use crate::holder::Holder;
use crate::joint::{Project, projects};
use crate::office::exposure::{Asset, assets};
use crate::outside::Outside;
use crate::people::{Person, Staff};
use crate::phrases::Phrases;
use crate::records::Records;
use crate::register::{Register, ordinary};
use crate::script::Script;
use crate::stream::{Purpose, Seeds, Stream};
use crate::{HolderKind, Plan, SimError, leaks, office};

/// The simulated holder and its surroundings.
#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) seeds: Seeds,
    pub(crate) calendar: Calendar,
    pub(crate) holder: Holder,
    pub(crate) staff: Staff,
    pub(crate) register: Register,
    pub(crate) outside: Outside,
    pub(crate) projects: Vec<Project>,
    pub(crate) assets: Vec<Asset>,
    /// Organisations on the list of restricted parties, with the day of listing.
    pub(crate) listed: Vec<(usize, i32)>,
    /// Organisations of the register before the scenarios added theirs.
    pub(crate) ordinary_organisations: usize,
    pub(crate) phrases: Phrases,
    pub(crate) records: Records,
    pub(crate) script: Script,
    pub(crate) answers: Answers,
}

impl World {
    /// Builds the world of a plan.
    pub(crate) fn build(plan: &Plan) -> Result<Self, SimError> {
        let seeds = Seeds::new(
            plan.seed,
            if plan.kind == HolderKind::Maker {
                0x4D
            } else {
                0x4C
            },
        );
        let calendar = Calendar::new(plan.start, plan.days);
        let holder = Holder::new(plan.kind, &seeds);
        let staff = Staff::new(&holder, plan.people, &calendar, &seeds);
        let mut register = ordinary(plan.people, &seeds);
        let outside = Outside::new(&mut register, &seeds);
        let projects = projects(&holder, &staff, &outside, calendar.days(), &seeds);
        let mut world = Self {
            projects,
            assets: assets(&holder, &seeds),
            listed: Vec::new(),
            ordinary_organisations: register.organisations.len(),
            phrases: Phrases::new(&seeds),
            seeds,
            calendar,
            holder,
            staff,
            register,
            outside,
            records: Records::default(),
            script: Script::default(),
            answers: Answers::default(),
        };
        leaks::plan(&mut world)?;
        office::fill(&mut world);
        Ok(world)
    }

    pub(crate) fn person(&self, index: usize) -> Option<&Person> {
        self.staff.person(index)
    }

    /// When a person works on a day.
    pub(crate) fn duty(&self, index: usize, day: i32) -> Option<Duty> {
        duty(&self.staff, index, day, &self.calendar, &self.seeds)
    }

    /// Whether a scenario added the organisation to the register.
    pub(crate) fn is_planted(&self, organisation: usize) -> bool {
        organisation >= self.ordinary_organisations
    }

    /// Whether the organisation is a partner or an agent, a rival or near one.
    pub(crate) fn is_involved(&self, organisation: usize) -> bool {
        self.outside
            .partners
            .iter()
            .any(|partner| partner.organisation == organisation)
            || self
                .outside
                .agents
                .iter()
                .any(|agent| agent.organisation == organisation)
            || self.outside.is_near_rival(organisation)
    }

    pub(crate) fn stream(&self, purpose: Purpose, index: usize) -> Stream {
        self.seeds.stream(purpose, index, 0)
    }
}
