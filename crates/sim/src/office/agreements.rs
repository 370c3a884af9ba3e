//! Agreements with people and partners.

use crate::people::Person;
use crate::records::{Record, Sheet};
use crate::stream::{Purpose, Stream};
use crate::world::World;

/// What a job-change agreement of some years covers.
#[derive(Clone, Copy, Debug, Default)]
struct Form {
    days: i32,
    affiliates: bool,
    suppliers: bool,
    common_control: bool,
    consideration: &'static str,
    amount: u32,
}

const FORMS: [Form; 3] = [
    Form {
        days: 365,
        affiliates: true,
        suppliers: false,
        common_control: false,
        consideration: "none",
        amount: 0,
    },
    Form {
        days: 548,
        affiliates: true,
        suppliers: false,
        common_control: true,
        consideration: "allowance",
        amount: 6_000_000,
    },
    Form {
        days: 730,
        affiliates: true,
        suppliers: true,
        common_control: true,
        consideration: "allowance",
        amount: 12_000_000,
    },
];

pub(super) fn record(world: &mut World) {
    let restricted: Vec<String> = world
        .outside
        .rivals
        .iter()
        .map(|rival| world.register.name(rival.organisation))
        .collect();
    for index in 0..world.staff.people.len() {
        let mut stream = world.stream(Purpose::Office, 400_000 + index);
        let Some(person) = world.person(index).cloned() else {
            continue;
        };
        confidentiality(world, &person, &mut stream);
        let develops = person.role.is_research() || person.role.title() == "Executive";
        let share = if develops { 0.97 } else { 0.3 };
        if stream.chance(share) {
            job_change(world, &person, &restricted, &mut stream);
        }
    }
    for number in 0..world.projects.len() {
        joint_research(world, number);
    }
}

fn confidentiality(world: &mut World, person: &Person, stream: &mut Stream) {
    let signed = person.joined - stream.range(0, 5);
    let cells = vec![
        stream.code("agr_****************"),
        "confidentiality".to_owned(),
        person.user.clone(),
        world.calendar.day(signed).to_string(),
        world.calendar.day(person.joined).to_string(),
        "3650".to_owned(),
        String::new(),
        String::new(),
        String::new(),
        String::new(),
        String::new(),
        String::new(),
        String::new(),
    ];
    world.records.add(
        Sheet::Agreements,
        Record::new(signed, cells).of(&person.user),
    );
}

fn job_change(world: &mut World, person: &Person, restricted: &[String], stream: &mut Stream) {
    let signed = if stream.chance(0.4) {
        person.joined
    } else {
        stream.range(
            person.joined,
            (person.joined / 4).min(-1).max(person.joined),
        )
    };
    let form = if signed < -2200 {
        0
    } else if signed < -700 {
        1
    } else {
        2
    };
    let Form {
        days,
        affiliates,
        suppliers,
        common_control,
        consideration,
        amount,
    } = FORMS.get(form).copied().unwrap_or_default();
    let cells = vec![
        stream.code("agr_****************"),
        "job-change".to_owned(),
        person.user.clone(),
        world.calendar.day(signed).to_string(),
        String::new(),
        days.to_string(),
        "true".to_owned(),
        affiliates.to_string(),
        suppliers.to_string(),
        common_control.to_string(),
        restricted.join(";"),
        consideration.to_owned(),
        amount.to_string(),
    ];
    world.records.add(
        Sheet::Agreements,
        Record::new(signed, cells).of(&person.user),
    );
}

fn joint_research(world: &mut World, number: usize) {
    let Some(project) = world.projects.get(number).cloned() else {
        return;
    };
    let cells = vec![
        project.agreement,
        "joint-research".to_owned(),
        String::new(),
        world.calendar.day(project.from - 14).to_string(),
        world.calendar.day(project.from).to_string(),
        (project.to - project.from).to_string(),
        String::new(),
        String::new(),
        String::new(),
        String::new(),
        String::new(),
        String::new(),
        String::new(),
    ];
    world
        .records
        .add(Sheet::Agreements, Record::new(project.from - 14, cells));
}
