import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// A bundle stands in dist, one folder below the project; this source stands two below.
const up = import.meta.url.endsWith('.ts') ? '../..' : '..'

/** The folder of the program, as it was cloned or unpacked. */
export const project = fileURLToPath(new URL(up, import.meta.url))

/** What a log and its copies say wrote them. */
export const version = '0.1.0'

/** The pack that ships with the program. */
export const packDefault = join(project, 'packs/cn-party-governance')

/** Fonts that ship with the program. */
export const fonts = join(project, 'fonts')

/** The verifier that opens from disk, which a sealed report is handed out with. */
export const verifierFile = join(project, 'dist/verifier.html')

/** The built script of another process or thread. */
export function bundleOf(name: 'worker' | 'signer' | 'checker' | 'writer'): string {
  return join(project, 'dist', `${name}.mjs`)
}
