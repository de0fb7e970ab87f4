import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { build } from 'esbuild'

/**
 * What a program writes, as JSON, that runs in a process of its own: what V8 is told holds for a
 * whole process, and the garbage of a thousand tests makes whatever allocates look dear. `program`
 * imports as a file of the folder `from` does, and finds `told` from `process.argv[2]` on.
 */
export async function toldApart(
  program: string,
  { from, told = [] }: { readonly from: string; readonly told?: readonly string[] },
): Promise<unknown> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: from, loader: 'ts' },
    ...{ bundle: true, write: false, format: 'esm', platform: 'node' },
  })
  // By standard input: an argument may not be as long as a program is.
  const child = spawn(process.execPath, ['--expose-gc', '--input-type=module', '-', ...told], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close')
  child.stdin.end(outputFiles[0]?.text)
  const said = await text(child.stdout)
  const [code] = await ended
  if (code !== 0) throw new Error(`the program ended with ${code}`)
  return JSON.parse(said)
}
