#!/usr/bin/env node
import '../scripts/node-version.mjs'

const { plainly } = await import('../scripts/prepare.mjs')
const { run } = await import('../scripts/verbs/cli.mjs')
await plainly(() => run(process.argv.slice(2)))
