import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { npm } from '../install.mjs'
import { PlainEnd, say } from '../root.mjs'

/** Lays the package `name@version` from npm into `folder`; its bytes must have `integrity`. */
export function fetchPackage({ name, version, integrity }, folder) {
  say(`fetching ${name}@${version}`)
  const fresh = `${folder}.fetched`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { recursive: true })
  const packed = npm(['pack', `${name}@${version}`, '--pack-destination', fresh], process.env)
  const [file] = packed.status === 0 ? readdirSync(fresh) : []
  if (file === undefined) {
    process.stderr.write(packed.output)
    throw new PlainEnd(`${name}@${version} could not be fetched; is npm's registry reachable?`)
  }
  const archive = join(fresh, file)
  const digest = createHash('sha512').update(readFileSync(archive)).digest('base64')
  if (`sha512-${digest}` !== integrity) {
    throw new PlainEnd(`${name}@${version} from the registry is not what the lock names`)
  }
  unpack(archive, folder)
  rmSync(fresh, { recursive: true })
}

function unpack(archive, folder) {
  mkdirSync(folder, { recursive: true })
  const done = spawnSync('tar', ['-xzf', archive, '-C', folder, '--strip-components=1'])
  if (done.status !== 0) throw new PlainEnd(`tar could not unpack ${archive}: ${done.stderr ?? ''}`)
}
