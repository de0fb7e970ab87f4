import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
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
  if (platform === ownPlatform) tryOut(folder)
  const { file, digest } = packFolder(folder)
  say(`${file}`)
  say(`SHA-256 ${digest}`)
}

const ownPlatform = `${process.platform}-${process.arch}`

/** Founds a unit and checks its log, by the Node.js and the database that go along: not by ours. */
function tryOut(folder) {
  const home = mkdtempSync(join(tmpdir(), 'taizhang-tried-'))
  try {
    // Run as root, the database is another user's, who must get through.
    chmodSync(home, 0o711)
    const data = join(home, 'data')
    const { PATH } = process.env
    const tried = (...args) =>
      execFileSync(join(folder, 'taizhang'), [...args, '--data', data], {
        env: { PATH, HOME: home },
      })
    say('trying it out')
    tried('org', 'add', '试装单位', '--person', '张三', '--username', 'zhangsan')
    tried('fsck')
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

function optionsOf(args) {
  const { values } = parseArgs({
    args,
    options: {
      platform: { type: 'string', default: ownPlatform },
      out: { type: 'string', default: join(root, 'dist/bundle') },
      node: { type: 'string' },
    },
  })
  const from = process.env.INIT_CWD ?? process.cwd()
  return { ...values, out: resolve(from, values.out), node: values.node ?? null }
}
