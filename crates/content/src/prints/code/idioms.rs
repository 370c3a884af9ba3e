//! Code that every program of a language has: how it begins, reads, counts and prints. It is no sign of copying.

use super::Language;

/// The idioms of a language.
pub(super) const fn of(language: Language) -> &'static [&'static str] {
    match language {
        Language::Braces => BRACES,
        Language::Python => PYTHON,
        Language::Sql | Language::Hash | Language::Other => &[],
    }
}

const BRACES: &[&str] = &[
    "public class Main { public static void main(String[] args) { Scanner in = new Scanner(System.in);",
    "public class Main { private static Scanner in = new Scanner(System.in); public static void main(String[] args) {",
    "public class Main { public static void main(String[] args) throws Exception { for (int i = 0; i < n; i++) {",
    "public class Main { public static void main(String[] args) { System.out.println(\"text\");",
    "namespace Name { class Program { static void Main(string[] args) { Console.WriteLine(\"text\"); } } }",
    "#define NAME 10 int main(int argc, char *argv[]) { int i, j; for (i = 0; i < n; i++) {",
    "const name = require('name'); const other = require('other'); module.exports = { name, other };",
    "public int getValue() { return value; } public void setValue(int value) { this.value = value; }",
];

const PYTHON: &[&str] = &[
    "def main(): parser = argparse.ArgumentParser() args = parser.parse_args() if __name__ == '__main__': main()",
    "for i in range(len(a)): for j in range(n): print('text', i) with open(path) as file: for line in file: print(line)",
    "def __init__(self, name, value): self.name = name self.value = value self.other = None",
];
