import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ClientConfig } from 'pg'
import type { BenchOptions } from './bench-options.ts'
import { benchOptions } from './bench-options.ts'
import type { Line } from './bench-table.ts'
import { tableText } from './bench-table.ts'
import { serveCeiling } from './ceiling-server.ts'
import { measureCalls } from './measure-calls.ts'
import { measureInside } from './measure-inside.ts'
import { measureOutside } from './measure-outside.ts'
import { measureUnits } from './measure-units.ts'
import type { YearPoint } from './measure-years.ts'
import { whenStopped } from './when-stopped.ts'
import { yearsChart } from './years-chart.ts'

const project = fileURLToPath(new URL('..', import.meta.url))

/** Measures on a data folder that is made for it and goes away again. */
async function bench(options: BenchOptions): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'taizhang-bench-'))
  // The database may run as another user, who must get through.
  chmodSync(data, 0o711)
  const remove = () => rmSync(data, { recursive: true, force: true })
  whenStopped(remove)
  const apart: Line[] = []
  const lines: Line[] = []
  try {
    if (options.only.includes('units')) apart.push(...(await measureUnits(options)))
    if (options.only.includes('calls')) apart.push(...(await measureCalls(options)))
    if (options.only.every((step) => step === 'units' || step === 'calls')) {
      return report({ lines: apart, years: [] }, options)
    }
    const inside = await measureInside(data, options, lines)
    lines.push(...(await measureOutside(data, options, inside)))
    report({ lines: [...lines, ...apart], years: inside.years }, options)
  } catch (error) {
    // What took hours to measure is not lost because a later step failed.
    const measured = [...lines, ...apart]
    if (measured.length > 0) process.stdout.write(`${tableText(measured)}\n${factsOf(options)}\n`)
    throw error
  } finally {
    remove()
  }
}

function factsOf({ sizes }: BenchOptions): string {
  const where = [
    `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown'}`,
    `${Math.round(totalmem() / 2 ** 30)} GiB`,
    `Node ${process.versions.node}`,
    `${process.platform} ${process.arch}`,
  ].join(', ')
  const rounds = sizes.rounds === 1 ? 'one round' : `medians of ${sizes.rounds} rounds`
  const when = `${new Date().toISOString().slice(0, 10)}, commit ${commit()}`
  return `${when}; ${rounds}; client, server and database share ${where}.`
}

function report(
  { lines, years }: { lines: readonly Line[]; years: readonly YearPoint[] },
  options: BenchOptions,
): void {
  const facts = factsOf(options)
  process.stdout.write(`${tableText(lines)}\n${facts}\n`)
  if (!options.write) return
  if (options.isSmall) throw new Error('--write is for a full run, not for --small')
  const preface = readFileSync(join(project, 'bench/preface.md'), 'utf8').trimEnd()
  const folder = join(project, 'docs')
  mkdirSync(folder, { recursive: true })
  const parts = [preface, facts, tableText(lines)]
  if (years.length > 0) {
    writeFileSync(join(folder, 'bench-years.svg'), yearsChart(years))
    parts.push('![How a year page grows with its records](bench-years.svg)')
  }
  writeFileSync(join(folder, 'bench.md'), `${parts.join('\n\n')}\n`)
}

function commit(): string {
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: project, encoding: 'utf8' }).trim()
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no', 'src', 'packs') !== ''
    return git('rev-parse', '--short', 'HEAD') + (changed ? ' with changes' : '')
  } catch {
    return 'unknown'
  }
}

function chosen(args: readonly string[]): BenchOptions | null {
  try {
    return benchOptions(args)
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`)
    process.exitCode = 2
    return null
  }
}

const [first, ...rest] = process.argv.slice(2)
if (first === 'ceiling-server') {
  await serveCeiling(JSON.parse(rest[0] ?? '') as ClientConfig)
} else {
  const options = chosen(process.argv.slice(2))
  if (options !== null) await bench(options)
}
