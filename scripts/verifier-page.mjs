import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'

/**
 * The verifier as one file: style and script inside, each allowed by its hash, everything else
 * forbidden, the network first of all.
 */
export async function verifierPage() {
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['src/verifier/main.ts'],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'chrome109',
    charset: 'utf8',
    legalComments: 'none',
    write: false,
    logLevel: 'warning',
  })
  // A closing tag inside a string would end the script.
  const script = outputFiles[0].text.trim().replaceAll('</script', '<\\/script')
  const source = (path) => readFileSync(join(root, path), 'utf8')
  const style = ['src/web/styles/tokens.css', 'src/verifier/verifier.css'].map(source).join('\n')
  const allowed = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  const policy = [
    "default-src 'none'",
    `script-src ${allowed(script)}`,
    `style-src ${allowed(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  const parts = { '%CSP%': policy, '%STYLE%': style, '%SCRIPT%': script }
  return source('src/verifier/verifier.html').replaceAll(
    /%(?:CSP|STYLE|SCRIPT)%/g,
    (name) => parts[name],
  )
}
