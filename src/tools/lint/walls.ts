// ESLint rule `unrolled/walls`: every way of naming another module (import, export from, import(), a type import,
// new URL(…, import.meta.url) of a worker) is held against the walls in areas.ts.
import { relative, sep } from 'node:path';
import type { Rule } from 'eslint';
import { objection } from './areas.ts';

/** The string a node holds, if it is a plain literal. */
function literal(node: unknown): string | undefined {
  const value = (node as { value?: unknown } | null | undefined)?.value;
  return typeof value === 'string' ? value : undefined;
}

function isImportMetaUrl(node: unknown): boolean {
  const member = node as
    { type?: string; object?: { type?: string }; property?: { name?: string } } | undefined;
  return (
    member?.type === 'MemberExpression' &&
    member.object?.type === 'MetaProperty' &&
    member.property?.name === 'url'
  );
}

export const walls: Rule.RuleModule = {
  meta: { type: 'problem', schema: [], messages: { wall: '{{reason}}.' } },
  create(context) {
    const file = relative(context.cwd, context.filename).split(sep).join('/');
    function look(node: Rule.Node, specifier: string | undefined): void {
      const reason = specifier === undefined ? undefined : objection(file, specifier);
      if (reason !== undefined) context.report({ node, messageId: 'wall', data: { reason } });
    }
    return {
      ImportDeclaration: (node) => look(node, literal(node.source)),
      ExportNamedDeclaration: (node) => look(node, literal(node.source)),
      ExportAllDeclaration: (node) => look(node, literal(node.source)),
      ImportExpression: (node) => look(node, literal(node.source)),
      // `import('…')` in a type: the argument is a literal, wrapped in a type in some parser versions.
      TSImportType(node: Rule.Node) {
        const type = node as unknown as { source?: unknown; argument?: { literal?: unknown } };
        look(node, literal(type.source) ?? literal(type.argument?.literal));
      },
      NewExpression(node) {
        const callee = node.callee.type === 'Identifier' ? node.callee.name : '';
        const path = literal(node.arguments[0]);
        // A folder or a picture is no import; a script or a WASM file is.
        if (
          callee !== 'URL' ||
          !isImportMetaUrl(node.arguments[1]) ||
          !/\.(?:[cm]?[jt]s|wasm)$/.test(path ?? '')
        )
          return;
        look(node, path);
      },
    };
  },
};
