//! Source code: the text as it stands, with the language as the label of its section.

use super::text;
use crate::sink::Sink;
use crate::{Place, Problem};

/// Languages by the endings of file names.
const ENDINGS: &[(&str, &str)] = &[
    ("java", "java"),
    ("c", "c"),
    ("h", "c"),
    ("cpp", "c++"),
    ("cc", "c++"),
    ("cxx", "c++"),
    ("hpp", "c++"),
    ("hh", "c++"),
    ("hxx", "c++"),
    ("inl", "c++"),
    ("cu", "cuda"),
    ("cuh", "cuda"),
    ("ino", "c++"),
    ("py", "python"),
    ("pyw", "python"),
    ("pyx", "python"),
    ("js", "javascript"),
    ("mjs", "javascript"),
    ("cjs", "javascript"),
    ("jsx", "javascript"),
    ("ts", "typescript"),
    ("tsx", "typescript"),
    ("rs", "rust"),
    ("go", "go"),
    ("cs", "c#"),
    ("kt", "kotlin"),
    ("kts", "kotlin"),
    ("swift", "swift"),
    ("scala", "scala"),
    ("rb", "ruby"),
    ("php", "php"),
    ("pl", "perl"),
    ("pm", "perl"),
    ("lua", "lua"),
    ("r", "r"),
    ("jl", "julia"),
    ("m", "matlab"),
    ("mm", "objective-c"),
    ("v", "verilog"),
    ("vh", "verilog"),
    ("sv", "systemverilog"),
    ("svh", "systemverilog"),
    ("vhd", "vhdl"),
    ("vhdl", "vhdl"),
    ("sql", "sql"),
    ("sh", "shell"),
    ("bash", "shell"),
    ("zsh", "shell"),
    ("ps1", "powershell"),
    ("bat", "batch"),
    ("cmd", "batch"),
    ("vb", "visual basic"),
    ("bas", "visual basic"),
    ("vbs", "visual basic"),
    ("pas", "pascal"),
    ("f", "fortran"),
    ("f90", "fortran"),
    ("f95", "fortran"),
    ("for", "fortran"),
    ("asm", "assembler"),
    ("s", "assembler"),
    ("st", "structured text"),
    ("scl", "structured text"),
    ("awl", "instruction list"),
    ("il", "instruction list"),
    ("nc", "g-code"),
    ("gcode", "g-code"),
    ("cir", "spice"),
    ("sp", "spice"),
    ("tcl", "tcl"),
    ("dart", "dart"),
    ("ex", "elixir"),
    ("erl", "erlang"),
    ("hs", "haskell"),
    ("ml", "ocaml"),
    ("fs", "f#"),
    ("clj", "clojure"),
    ("groovy", "groovy"),
    ("gradle", "groovy"),
    ("proto", "protobuf"),
    ("cmake", "cmake"),
    ("ipynb", "jupyter"),
    ("cob", "cobol"),
    ("cbl", "cobol"),
    ("abap", "abap"),
    ("sol", "solidity"),
];

/// Words that lines of code begin with, and the language each is typical of.
const SIGNS: &[(&str, &str)] = &[
    ("#include <", "c"),
    ("#include \"", "c"),
    ("import java.", "java"),
    ("public class ", "java"),
    ("package main", "go"),
    ("func (", "go"),
    ("fn main()", "rust"),
    ("pub fn ", "rust"),
    ("use std::", "rust"),
    ("impl ", "rust"),
    ("using System", "c#"),
    ("namespace ", "c#"),
    ("def ", "python"),
    ("from __future__", "python"),
    ("import numpy", "python"),
    ("if __name__", "python"),
    ("module.exports", "javascript"),
    ("const ", "javascript"),
    ("export default", "javascript"),
    ("library ieee", "vhdl"),
    ("use ieee.", "vhdl"),
    ("module ", "verilog"),
    ("always @", "verilog"),
    ("endmodule", "verilog"),
    ("function_block ", "structured text"),
    ("end_function_block", "structured text"),
    ("end_var", "structured text"),
    ("create table ", "sql"),
    ("insert into ", "sql"),
    ("alter table ", "sql"),
    ("select ", "sql"),
    ("template <", "c++"),
    ("template<", "c++"),
    ("std::", "c++"),
    ("#define ", "c"),
    ("typedef ", "c"),
    ("int main(", "c"),
    ("void ", "c"),
    ("static ", "c"),
    ("return ", "c"),
    ("private ", "java"),
    ("protected ", "java"),
    ("@override", "java"),
    ("public ", "java"),
];

/// Reads code.
pub(crate) fn read(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let language = by_name(sink.path()).or_else(|| by_text(bytes));
    sink.section(Place::Body, language);
    text::read(bytes, sink)
}

/// The language that the ending of a name stands for.
pub(crate) fn by_name(path: &str) -> Option<&'static str> {
    let name = path
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or(path)
        .to_lowercase();
    if name == "makefile" || name == "gnumakefile" {
        return Some("make");
    }
    if name == "dockerfile" {
        return Some("docker");
    }
    let (_, ending) = name.rsplit_once('.')?;
    let found = ENDINGS.iter().find(|(known, _)| *known == ending);
    found.map(|(_, language)| *language)
}

/// The language of a text that reads as code: lines end in braces and semicolons, and begin with its words.
pub(crate) fn by_text(bytes: &[u8]) -> Option<&'static str> {
    let sample = bytes.get(..bytes.len().min(32 << 10)).unwrap_or(bytes);
    let text = String::from_utf8_lossy(sample);
    if let Some(interpreter) = text.lines().next().and_then(|line| line.strip_prefix("#!")) {
        let known = [
            ("python", "python"),
            ("node", "javascript"),
            ("perl", "perl"),
            ("ruby", "ruby"),
            ("sh", "shell"),
        ];
        let found = known
            .into_iter()
            .find(|(part, _)| interpreter.contains(part));
        return found.map(|(_, language)| language);
    }
    let (mut lines, mut ended, mut signs) = (0_usize, 0_usize, Vec::<(&str, usize)>::new());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        lines += 1;
        ended +=
            usize::from(line.ends_with(['{', '}', ';', ':', ',', ')']) || line.starts_with("//"));
        let line = line.to_lowercase();
        if let Some((_, language)) = SIGNS.iter().find(|(sign, _)| line.starts_with(sign)) {
            match signs.iter_mut().find(|(known, _)| known == language) {
                Some((_, count)) => *count += 1,
                None => signs.push((language, 1)),
            }
        }
    }
    let all: usize = signs.iter().map(|(_, count)| count).sum();
    // Of equals the first that was met.
    let mut best: Option<(&str, usize)> = None;
    for &(language, count) in &signs {
        if best.is_none_or(|(_, most)| count > most) {
            best = Some((language, count));
        }
    }
    let is_code = all >= 3 && ended * 2 >= lines && all * 20 >= lines;
    best.filter(|_| is_code).and_then(|(language, _)| {
        SIGNS
            .iter()
            .map(|(_, known)| *known)
            .find(|known| *known == language)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_says_the_language() {
        assert_eq!(by_name("a.zip/src/Main.JAVA"), Some("java"));
        assert_eq!(by_name("plc\\pump.st"), Some("structured text"));
        assert_eq!(by_name("Makefile"), Some("make"));
        assert_eq!(by_name("notes.txt"), None);
    }

    #[test]
    fn code_without_a_telling_name_is_recognised_and_prose_is_not() {
        let code = b"#include <stdio.h>\n#define N 4\nint main(void) {\n  for (int i = 0; i < N; i++) {\n    puts(\"x\");\n  }\n  return 0;\n}\n";
        assert_eq!(by_text(code), Some("c"));
        let code = b"#!/usr/bin/env python3\nprint(1)\n";
        assert_eq!(by_text(code), Some("python"));
        let prose = b"Select the pump.\nReturn the sample to the store.\nThe public may not enter.\nPublic notice.\n";
        assert_eq!(by_text(prose), None);
    }
}
