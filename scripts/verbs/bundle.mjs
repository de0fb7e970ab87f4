import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { layOut } from '../bundle/lay-out.mjs'
import { platforms } from '../bundle/node-for.mjs'
import { packFolder } from '../bundle/pack-folder.mjs'
import { prepare } from '../prepare.mjs'
import { PlainEnd, root, say } from '../root.mjs'

/** Makes one file that installs where there is no network: program, packages, database, Node.js. */
export async function run(args) {
  const { platform, out, node } = optionsOf(args)
  if (!(platform in platforms)) {
    throw new PlainEnd(`no bundle for ${platform}; there are: ${Object.keys(platforms).join(', ')}`)
  }
  await prepare({ page: true })
  mkdirSync(out, { recursive: true })
  const folder = layOut({ platform, out, node })
  const { file, digest } = packFolder(folder)
  say(`${file}`)
  say(`SHA-256 ${digest}`)
}

function optionsOf(args) {
  const { values } = parseArgs({
    args,
    options: {
      platform: { type: 'string', default: `${process.platform}-${process.arch}` },
      out: { type: 'string', default: join(root, 'dist/bundle') },
      node: { type: 'string' },
    },
  })
  const from = process.env.INIT_CWD ?? process.cwd()
  return { ...values, out: resolve(from, values.out), node: values.node ?? null }
}
