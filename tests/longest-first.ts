import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { TestSpecification } from 'vitest/node'
import { BaseSequencer } from 'vitest/node'

/** Each takes most of a minute or more, which its size does not show; the last would end alone. */
const long = [
  'tests/servers/work-on-three.test.ts',
  'tests/bundle/bundle.test.ts',
  'tests/browser/pictures.test.ts',
  'tests/calls/three-levels.test.ts',
  'tests/browser/report-walk.test.ts',
  'tests/browser/receiving.test.ts',
  'tests/browser/sheets.test.ts',
  'tests/bench.test.ts',
  'tests/calls/two-servers.test.ts',
  'tests/report-journey.test.ts',
  'tests/attack/guessing.test.ts',
  'tests/backup/increments.test.ts',
  'tests/attack/killed.test.ts',
  'tests/verify/year-pack.test.ts',
  'tests/reading/elsewhere.test.ts',
  'tests/browser/walk.test.ts',
  'tests/browser/unit-words.test.ts',
  'tests/attack/cross-organisation.test.ts',
  'tests/backup/backup.test.ts',
  'src/adapters/embedded/embedded.test.ts',
]

for (const one of long) {
  if (!existsSync(join(import.meta.dirname, '..', one))) throw new Error(`${one} is not there`)
}

/** Begins with the files that take longest, in this order; the others follow as vitest orders them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = long.findIndex((one) => moduleId.endsWith(one))
      return at < 0 ? long.length : at
    }
    return (await super.sort(files)).toSorted((one, other) => place(one) - place(other))
  }
}
