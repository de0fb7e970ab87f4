import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'

const manifest = readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')
const { version } = JSON.parse(manifest) as { version: string }

await new Command('taizhang').version(version).parseAsync()
