//! Where the pen stands: matrices, and what text operators set.

use std::rc::Rc;

use hayro_syntax::object::Object;

use super::fonts::{Code, Font};
use super::lines::Point;

/// An affine map of the plane: where a step to the right and a step upwards lead, and where the origin goes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Matrix {
    right: (f64, f64),
    up: (f64, f64),
    origin: (f64, f64),
}

impl Matrix {
    pub(super) const ONE: Self = Self {
        right: (1.0, 0.0),
        up: (0.0, 1.0),
        origin: (0.0, 0.0),
    };

    pub(super) fn from_slice(six: &[f32]) -> Option<Self> {
        let six: [f32; 6] = six.try_into().ok()?;
        Some(Self::from_six(six.map(f64::from)))
    }

    fn of_operands(operands: &[&Object<'_>]) -> Self {
        Self::from_six(std::array::from_fn(|at| number(operands, at)))
    }

    const fn from_six(six: [f64; 6]) -> Self {
        let [right_x, right_y, up_x, up_y, origin_x, origin_y] = six;
        Self {
            right: (right_x, right_y),
            up: (up_x, up_y),
            origin: (origin_x, origin_y),
        }
    }

    const fn shift(x: f64, y: f64) -> Self {
        Self {
            origin: (x, y),
            ..Self::ONE
        }
    }

    /// This map first, the other after it.
    pub(super) fn then(self, after: Self) -> Self {
        let Point { x, y } = after.point(self.origin.0, self.origin.1);
        Self {
            right: after.step(self.right),
            up: after.step(self.up),
            origin: (x, y),
        }
    }

    fn step(self, (x, y): (f64, f64)) -> (f64, f64) {
        (
            x * self.right.0 + y * self.up.0,
            x * self.right.1 + y * self.up.1,
        )
    }

    fn point(self, x: f64, y: f64) -> Point {
        let (x, y) = self.step((x, y));
        Point {
            x: x + self.origin.0,
            y: y + self.origin.1,
        }
    }

    /// How long a step upwards becomes.
    fn height(self) -> f64 {
        self.up.0.hypot(self.up.1)
    }
}

/// What drawing steps set and later ones use.
#[derive(Clone)]
pub(super) struct State {
    pub(super) place: Matrix,
    pub(super) font: Option<Rc<Font>>,
    pub(super) size: f64,
    text: Matrix,
    line: Matrix,
    letter_space: f64,
    word_space: f64,
    scale: f64,
    leading: f64,
    rise: f64,
}

impl State {
    pub(super) fn new(place: Matrix) -> Self {
        Self {
            place,
            font: None,
            size: 1.0,
            text: Matrix::ONE,
            line: Matrix::ONE,
            letter_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }

    /// Steps that set something and show nothing.
    pub(super) fn step(&mut self, operator: &[u8], operands: &[&Object<'_>]) {
        match operator {
            b"cm" => self.place = Matrix::of_operands(operands).then(self.place),
            b"BT" => {
                self.text = Matrix::ONE;
                self.line = Matrix::ONE;
            }
            b"Tc" => self.letter_space = number(operands, 0),
            b"Tw" => self.word_space = number(operands, 0),
            b"Tz" => self.scale = number(operands, 0) / 100.0,
            b"TL" => self.leading = number(operands, 0),
            b"Ts" => self.rise = number(operands, 0),
            b"Td" => self.next_line(number(operands, 0), number(operands, 1)),
            b"TD" => {
                self.leading = -number(operands, 1);
                self.next_line(number(operands, 0), number(operands, 1));
            }
            b"Tm" => {
                self.line = Matrix::of_operands(operands);
                self.text = self.line;
            }
            b"T*" => self.next_line(0.0, -self.leading),
            _ => {}
        }
    }

    /// What the short forms of showing do first: begin a line, set spacing.
    pub(super) fn before_showing(&mut self, operator: &[u8], operands: &[&Object<'_>]) {
        match operator {
            b"'" => self.next_line(0.0, -self.leading),
            b"\"" => {
                self.word_space = number(operands, 0);
                self.letter_space = number(operands, 1);
                self.next_line(0.0, -self.leading);
            }
            _ => {}
        }
    }

    /// Moves back, in thousandths of the size, as arrays of strings do.
    pub(super) fn back(&mut self, thousandths: f64, vertical: bool) {
        let far = -thousandths / 1000.0 * self.size;
        self.shift(far, vertical);
    }

    /// Passes over a code: where it begins and ends on the page, and how high its font is there.
    pub(super) fn advance(&mut self, code: &Code, vertical: bool) -> (Point, Point, f64) {
        let page = self.text.then(self.place);
        let far = code.advance * self.size;
        let start = page.point(0.0, self.rise);
        let end = if vertical {
            page.point(0.0, self.rise - far)
        } else {
            page.point(far * self.scale, self.rise)
        };
        let space = self.letter_space + if code.is_space { self.word_space } else { 0.0 };
        if vertical {
            self.shift(-far - space, true);
        } else {
            self.shift(far + space, false);
        }
        (start, end, page.height() * self.size.abs())
    }

    fn shift(&mut self, far: f64, vertical: bool) {
        let by = if vertical {
            Matrix::shift(0.0, far)
        } else {
            Matrix::shift(far * self.scale, 0.0)
        };
        self.text = by.then(self.text);
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix::shift(x, y).then(self.line);
        self.text = self.line;
    }
}

/// The operand at a place as a number; 0 where it is none.
pub(super) fn number(operands: &[&Object<'_>], at: usize) -> f64 {
    match operands.get(at) {
        Some(Object::Number(number)) => number.as_f64(),
        _ => 0.0,
    }
}
