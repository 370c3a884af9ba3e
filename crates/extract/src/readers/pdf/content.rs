//! The content of a page: which letters its drawing steps show, and in which place.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::Resources;

use super::fonts::{Font, Fonts};
use super::lines::{Letters, Lines, Shown};
use super::marks::Marks;
use super::state::{Matrix, State, number};
use super::stream;
use super::tangle;
use crate::budget::Budget;
use crate::{Place, Problem};

/// Forms inside each other.
const FORM_DEPTH: u8 = 16;
/// Drawing steps of one document.
const STEPS: u64 = 50_000_000;
/// States saved inside each other.
const SAVED: usize = 512;

/// What lasts from page to page.
pub(super) struct Shared<'s> {
    pub(super) fonts: &'s mut Fonts,
    pub(super) budget: &'s mut Budget,
    /// Layers that are switched off.
    pub(super) off: &'s HashSet<ObjectIdentifier>,
    pub(super) steps: &'s mut u64,
    pub(super) unknown: &'s mut u64,
    pub(super) letters: &'s mut u64,
}

/// One page while it is read.
pub(super) struct Content<'s> {
    shared: Shared<'s>,
    /// Half the height of the page: what is marked as margin is a header above and a footer below.
    middle: f64,
    pub(super) places: BTreeMap<Place, Lines>,
    pub(super) has_picture: bool,
    shown: Shown,
    marks: Marks,
    /// Forms of this page that were read; a form that is drawn twice says nothing new.
    forms: HashSet<ObjectIdentifier>,
    bytes: u64,
}

impl<'s> Content<'s> {
    pub(super) fn new(shared: Shared<'s>, middle: f64) -> Self {
        Self {
            shared,
            middle,
            places: BTreeMap::new(),
            has_picture: false,
            shown: Shown::default(),
            marks: Marks::default(),
            forms: HashSet::new(),
            bytes: 0,
        }
    }

    /// Reads drawing steps with the names they use.
    pub(super) fn steps(&mut self, bytes: &[u8], resources: &Resources<'_>) -> Result<(), Problem> {
        self.run(bytes, resources, Matrix::ONE, 0)
    }

    /// Reads what draws a form or an appearance, in the place given.
    pub(super) fn appearance(&mut self, form: &Stream<'_>, place: Place) -> Result<(), Problem> {
        let depth = self.marks.depth();
        self.marks.open_in(place);
        let outcome = self.form(form, &Resources::new(Dict::empty()), Matrix::ONE, 0);
        self.marks.close_to(depth);
        outcome
    }

    /// The page ends: what stood beside its text has a place of its own.
    pub(super) fn end(&mut self) {
        self.marks.close_to(0);
        let beside = self.marks.take_beside();
        if !beside.is_empty() {
            let lines = self.places.entry(Place::Alternative).or_default();
            lines.text.push_str(&beside.join("\n"));
        }
    }

    fn run(
        &mut self,
        bytes: &[u8],
        resources: &Resources<'_>,
        place: Matrix,
        depth: u8,
    ) -> Result<(), Problem> {
        let mut state = State::new(place);
        let mut saved: Vec<State> = Vec::new();
        let marks = self.marks.depth();
        // Names are looked up once: what they name may be large, and steps are many.
        let mut fonts: HashMap<Vec<u8>, Rc<Font>> = HashMap::new();
        let mut drawn: HashSet<Vec<u8>> = HashSet::new();
        let mut filled: HashSet<Vec<u8>> = HashSet::new();
        let (bytes, is_whole) = tangle::sound(bytes);
        let mut steps = UntypedIter::new(bytes);
        while let Some(step) = steps.next() {
            *self.shared.steps += 1;
            if *self.shared.steps > STEPS {
                return Err(Problem::Damaged(format!("more than {STEPS} drawing steps")));
            }
            let operands: Vec<&Object<'_>> = step.operands().collect();
            let operands = operands.as_slice();
            let operator: &[u8] = step.operator;
            match operator {
                b"q" if saved.len() < SAVED => saved.push(state.clone()),
                b"Q" => state = saved.pop().unwrap_or(state),
                b"Tf" => {
                    state.size = number(operands, 1);
                    let name = first_name(operands).map_or(&[][..], |name| name);
                    let font = fonts.entry(name.to_vec());
                    let font = font.or_insert_with(|| self.font(operands, resources));
                    state.font = Some(Rc::clone(font));
                }
                b"Tj" | b"'" | b"\"" | b"TJ" => {
                    state.before_showing(operator, operands);
                    self.show(operands, &mut state)?;
                }
                b"Do" => {
                    let name = first_name(operands).map_or(&[][..], |name| name);
                    if drawn.insert(name.to_vec()) {
                        self.draw(operands, resources, &state, depth)?;
                    }
                }
                // The cells that a shape is filled with may have letters.
                b"scn" | b"SCN" => {
                    if let Some(Object::Name(name)) = operands.last()
                        && filled.insert(name.to_vec())
                    {
                        self.fill(name, resources, place, depth)?;
                    }
                }
                b"BI" => self.has_picture = true,
                b"BMC" | b"BDC" => self.mark(operands, resources),
                b"EMC" if self.marks.depth() > marks => self.marks.close(),
                _ => state.step(operator, operands),
            }
        }
        self.marks.close_to(marks);
        if !is_whole {
            return Err(Problem::Damaged(
                "pictures in a drawing that begin and do not end".to_owned(),
            ));
        }
        Ok(())
    }

    fn font(&mut self, operands: &[&Object<'_>], resources: &Resources<'_>) -> Rc<Font> {
        let font = first_name(operands).and_then(|name| resources.get_font(name));
        match font {
            Some(dict) => self.shared.fonts.font(&dict, self.shared.budget),
            None => self.shared.fonts.missing(),
        }
    }

    /// Shows strings: a string, or an array of strings and moves between them.
    fn show(&mut self, operands: &[&Object<'_>], state: &mut State) -> Result<(), Problem> {
        let Some(font) = state.font.clone() else {
            return Ok(());
        };
        let mut run = Vec::new();
        match operands.last() {
            Some(Object::String(string)) => self.codes(string, &font, state, &mut run),
            Some(Object::Array(parts)) => {
                for part in parts.iter::<Object<'_>>() {
                    match part {
                        Object::String(string) => self.codes(&string, &font, state, &mut run),
                        Object::Number(back) => state.back(back.as_f64(), font.is_vertical()),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        self.keep(&run)
    }

    fn codes(&mut self, string: &[u8], font: &Font, state: &mut State, run: &mut Vec<Letters>) {
        let mut rest = string;
        while let Some(code) = font.code(rest) {
            rest = rest.get(code.bytes.max(1)..).unwrap_or(&[]);
            let (start, end, height) = state.advance(&code, font.is_vertical());
            *self.shared.letters += 1;
            let text = code.letters.unwrap_or_else(|| {
                *self.shared.unknown += 1;
                Rc::from("\u{FFFD}")
            });
            run.push(Letters {
                text,
                start,
                end,
                height,
            });
        }
    }

    /// Puts what one step showed where it belongs.
    fn keep(&mut self, run: &[Letters]) -> Result<(), Problem> {
        let is_blank = run.iter().all(|letters| letters.text.trim().is_empty());
        if !is_blank && self.shown.again(run) {
            return Ok(());
        }
        for letters in run {
            let above = letters.start.y >= self.middle;
            let place = self.marks.place(above).unwrap_or_else(|| {
                if is_stamped(letters) {
                    Place::Watermark
                } else {
                    Place::Body
                }
            });
            let lines = self.places.entry(place).or_default();
            match self.marks.spoken(&letters.text) {
                None => lines.push(letters),
                Some(text) => lines.push(&Letters {
                    text: Rc::from(text),
                    ..*letters
                }),
            }
            self.bytes += letters.text.len() as u64;
        }
        if self.bytes > self.shared.budget.text_left() {
            return self.shared.budget.text(self.bytes);
        }
        Ok(())
    }

    fn draw(
        &mut self,
        operands: &[&Object<'_>],
        resources: &Resources<'_>,
        state: &State,
        depth: u8,
    ) -> Result<(), Problem> {
        let name = first_name(operands);
        let Some(drawn) = name.and_then(|name| resources.get_x_object(name)) else {
            return Ok(());
        };
        if drawn.dict().get::<Name<'_>>("Subtype").as_deref() == Some(b"Image") {
            self.has_picture = true;
            return Ok(());
        }
        self.form(&drawn, resources, state.place, depth)
    }

    fn fill(
        &mut self,
        pattern: &Name<'_>,
        resources: &Resources<'_>,
        place: Matrix,
        depth: u8,
    ) -> Result<(), Problem> {
        match resources.get_pattern(pattern) {
            Some(Object::Stream(cell)) => self.form(&cell, resources, place, depth),
            _ => Ok(()),
        }
    }

    fn form(
        &mut self,
        form: &Stream<'_>,
        resources: &Resources<'_>,
        place: Matrix,
        depth: u8,
    ) -> Result<(), Problem> {
        if depth >= FORM_DEPTH || !self.forms.insert(form.obj_id()) {
            return Ok(());
        }
        let dict = form.dict();
        let bytes = match stream::decoded(form, self.shared.budget) {
            Ok(bytes) => bytes,
            Err(problem) if problem.is_limit() => return Err(problem),
            Err(_) => return Ok(()),
        };
        let own = dict.get::<Dict<'_>>("Resources").map(Resources::new);
        let matrix = dict
            .get::<Array<'_>>("Matrix")
            .map(|matrix| matrix.iter::<f32>().collect::<Vec<_>>());
        let matrix = matrix
            .and_then(|matrix| Matrix::from_slice(&matrix))
            .unwrap_or(Matrix::ONE);
        let marks = self.marks.depth();
        self.marks.open_form(dict, self.shared.off);
        let outcome = self.run(
            &bytes,
            own.as_ref().unwrap_or(resources),
            matrix.then(place),
            depth + 1,
        );
        self.marks.close_to(marks);
        outcome
    }

    fn mark(&mut self, operands: &[&Object<'_>], resources: &Resources<'_>) {
        let tag = first_name(operands).map_or("", Name::as_str);
        let (dict, layer) = match operands.get(1) {
            Some(Object::Dict(dict)) => (dict.clone(), None),
            Some(Object::Name(name)) => {
                let dict = resources.properties.get::<Dict<'_>>(name);
                let layer = resources.properties.get_ref(name).map(Into::into);
                (dict.unwrap_or_default(), layer)
            }
            _ => (Dict::empty(), None),
        };
        self.marks.open(tag, &dict, layer, self.shared.off);
    }
}

/// Large letters across the page are stamped on it, as watermarks are.
fn is_stamped(letters: &Letters) -> bool {
    let (dx, dy) = (
        letters.end.x - letters.start.x,
        letters.end.y - letters.start.y,
    );
    let (dx, dy) = (dx.abs(), dy.abs());
    letters.height >= 30.0 && dx > 0.3 * dy && dy > 0.3 * dx
}

fn first_name<'b, 'a>(operands: &'b [&'b Object<'a>]) -> Option<&'b Name<'a>> {
    match operands.first() {
        Some(Object::Name(name)) => Some(name),
        _ => None,
    }
}
