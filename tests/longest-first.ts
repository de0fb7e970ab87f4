import type { TestSpecification } from 'vitest/node'
import { BaseSequencer } from 'vitest/node'

/** Each takes half a minute to two, which its size does not show; the last would end alone. */
const long = [
  'tests/attack/guessing.test.ts',
  'tests/browser/pictures.test.ts',
  'tests/browser/receiving.test.ts',
  'tests/browser/report-walk.test.ts',
  'tests/calls/two-servers.test.ts',
  'tests/bundle/bundle.test.ts',
  'tests/bench.test.ts',
  'src/report/read/numbers-in-bulk.test.ts',
]

/** Begins with the files of tests that take longest; the others follow as vitest orders them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => long.some((one) => moduleId.endsWith(one))
    const sorted = await super.sort(files)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}
