import ts from 'typescript'

/** A call that passes an array as so many arguments. */
export interface CallSpread {
  /** 1 for the first line. */
  readonly line: number
  readonly text: string
}

/**
 * Calls of a source text that spread an array over their arguments, `apply` included. Each argument
 * takes room on the stack, so that from some 120,000 on the call throws a `RangeError`, whatever
 * the memory: rows of a store, cells of a sheet, parts of a file must be taken in a loop.
 */
export function callSpreads(name: string, source: string): CallSpread[] {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.ESNext, true)
  const found: CallSpread[] = []
  const visit = (node: ts.Node): void => {
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && spreads(node)) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart())
      found.push({ line: line + 1, text: node.getText().replace(/\s+/g, ' ') })
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

function spreads(call: ts.CallExpression | ts.NewExpression): boolean {
  const given = call.arguments ?? ts.factory.createNodeArray()
  if (given.some((one) => ts.isSpreadElement(one) && !isFixed(one.expression))) return true
  // `f.apply(null, rows)` does the same; ProseMirror's `state.apply(change)` has one argument.
  const { expression } = call
  return (
    ts.isPropertyAccessExpression(expression) &&
    expression.name.text === 'apply' &&
    given.length > 1 &&
    !given.slice(1).every((one) => isFixed(one))
  )
}

/** `[a, b, c]` is as long as it is written. */
function isFixed(expression: ts.Expression): boolean {
  return (
    ts.isArrayLiteralExpression(expression) &&
    !expression.elements.some((one) => ts.isSpreadElement(one))
  )
}
