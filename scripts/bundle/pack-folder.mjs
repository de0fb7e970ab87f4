import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { PlainEnd, say } from '../root.mjs'

const chunkBytes = 1024 * 1024

/**
 * Packs `folder` into one file beside it, with its SHA-256 in a second one, and removes the folder.
 * The names and owners of whoever made it are not in it.
 */
export function packFolder(folder) {
  const file = `${folder}.tar.gz`
  say(`packing ${basename(file)}`)
  const unfinished = `${file}.unfinished`
  const where = ['-C', dirname(folder), basename(folder)]
  const done = spawnSync('tar', ['-czf', unfinished, '--owner=0', '--group=0', ...where], {
    encoding: 'utf8',
  })
  if (done.status !== 0) throw new PlainEnd(`tar could not pack ${folder}: ${done.stderr}`)
  renameSync(unfinished, file)
  rmSync(folder, { recursive: true })
  const digest = digestOf(file)
  writeFileSync(`${file}.sha256`, `${digest}  ${basename(file)}\n`)
  return { file, digest }
}

function digestOf(file) {
  const hash = createHash('sha256')
  const chunk = Buffer.alloc(chunkBytes)
  const open = openSync(file, 'r')
  try {
    for (let read; (read = readSync(open, chunk)) > 0; ) hash.update(chunk.subarray(0, read))
  } finally {
    closeSync(open)
  }
  return hash.digest('hex')
}
