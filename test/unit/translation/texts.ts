/** The texts that the sources show: those they translate, and those they forgot to. */
import ts from 'typescript';

/** A call of `t`, and what it may be asked to translate. */
export interface Translated {
  /** File and line. */
  readonly place: string;
  /** Empty where the text is not known before the program runs. */
  readonly texts: readonly string[];
  /** The text is made while its file loads, and not when it is shown. */
  readonly atLoad: boolean;
}

export class Sources {
  private readonly checker: ts.TypeChecker;
  private readonly files: readonly ts.SourceFile[];

  constructor() {
    const shown = ['src/host', 'src/webview', 'src/providers'].flatMap((folder) =>
      ts.sys.readDirectory(folder, ['.ts']),
    );
    const engine = ts.sys.readDirectory('src/der', ['.ts']);
    const program = ts.createProgram(
      ['src/extension.ts', 'src/findingWords.ts', 'src/likelihood.ts', ...shown, ...engine],
      {
        lib: ['lib.es2023.d.ts'],
        strict: true,
        types: [],
        // No library has texts: theirs need not be read.
        noResolve: true,
      },
    );
    this.checker = program.getTypeChecker();
    this.files = program.getSourceFiles().filter(({ fileName }) => /^src\/(?!der\/)/.test(fileName));
  }

  translated(): Translated[] {
    return this.nodes().flatMap(([node, file]) => {
      const [text] = ts.isCallExpression(node) && this.isT(node.expression) ? node.arguments : [];
      return text ? [{ place: placeOf(text, file), texts: this.textsOf(text), atLoad: isAtLoad(node) }] : [];
    });
  }

  /** What stands in the panel's templates as it is: words between tags, and in attributes that are shown or read out. */
  forgotten(): string[] {
    return this.nodes().flatMap(([node, file]) => {
      if (!ts.isTaggedTemplateExpression(node) || node.tag.getText(file) !== 'html') return [];
      const markup = markupOf(node.template).replace(/<code>.*?<\/code>/g, '');
      const attributes = markup.matchAll(/\s(?:title|placeholder|alt|aria-(?:label|valuetext))="([^"]*)"/g);
      const words = [markup.replace(/<[^>]*>/g, ' '), ...[...attributes].map(([, value]) => value!)];
      return words
        .filter((text) => /\p{L}{2}/u.test(text))
        .map((text) => `${placeOf(node, file)} ${text.replace(/[\s…]+/g, ' ').trim()}`);
    });
  }

  private nodes(): [ts.Node, ts.SourceFile][] {
    const found: [ts.Node, ts.SourceFile][] = [];
    for (const file of this.files) {
      const visit = (node: ts.Node): void => {
        found.push([node, file]);
        ts.forEachChild(node, visit);
      };
      visit(file);
    }
    return found;
  }

  /** The library's `t`. */
  private isT(callee: ts.Expression): boolean {
    const [imported] = this.checker.getSymbolAtLocation(callee)?.declarations ?? [];
    if (!imported || !ts.isImportSpecifier(imported)) return false;
    const { moduleSpecifier } = imported.parent.parent.parent;
    return imported.name.text === 't' && moduleSpecifier.getText() === "'@vscode/l10n'";
  }

  private textsOf(argument: ts.Expression): string[] {
    const type = this.checker.getTypeAtLocation(argument);
    const members = type.isUnion() ? type.types : [type];
    return members.every((member) => member.isStringLiteral()) ? members.map(({ value }) => value) : [];
  }
}

function isAtLoad(node: ts.Node): boolean {
  return ts.findAncestor(node, ts.isFunctionLike) === undefined;
}

/** The template with a sign in place of every expression. */
function markupOf(template: ts.TemplateLiteral): string {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return template.text;
  return [template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)].join('…');
}

function placeOf(node: ts.Node, file: ts.SourceFile): string {
  const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
  return `${file.fileName}:${line + 1}`;
}
