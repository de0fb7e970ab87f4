import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

/** A folder in which a test bundles programs for processes of their own. */
export interface Bundles {
  /** The path of a script of this text, which imports as a file beside this one does. */
  script(name: string, contents: string): Promise<string>
  remove(): void
}

/** The reading process as the server starts it. */
export const worker = `import '../../src/worker.ts'`

/** Makes the folder; `name` tells it from that of another test of the same process. */
export function bundles(name: string): Bundles {
  const folder = join(import.meta.dirname, `../../dist/test-${name}-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  return {
    script: async (script, contents) => {
      const outfile = join(folder, `${script}.mjs`)
      await build({
        stdin: { contents, resolveDir: import.meta.dirname, loader: 'ts' },
        outfile,
        bundle: true,
        packages: 'external',
        platform: 'node',
        format: 'esm',
      })
      return outfile
    },
    remove: () => rmSync(folder, { recursive: true }),
  }
}
