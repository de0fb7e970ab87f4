import type { ZodType } from 'zod'
import { refuse } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import { packFault } from '../../pack/pack-fault.ts'
import type { PackFault } from '../../pack/pack-fault.ts'
import type { PackFiles } from '../../pack/pack-files.ts'
import { readYaml } from '../../pack/read-yaml.ts'
import type { YamlFile } from '../../pack/read-yaml.ts'
import { readBySchema } from '../../pack/schema-faults.ts'
import { chapterSchema, storyHeadSchema } from './story.ts'
import type { Pattern, StoryReport, Telling } from './story.ts'
import type { Item } from './story-values.ts'

/** A file of a story: what happens, in the order of telling. */
export interface Chapter {
  readonly file: string
  readonly patterns: ReadonlyMap<string, Pattern>
  readonly tellings: readonly Telling[]
  readonly reports: readonly StoryReport[]
  lineOf(path: readonly (string | number)[]): number
}

/** A story as a pack brings it: a unit, its people, and what happens there. */
export interface Story {
  readonly file: string
  readonly unit: Label
  /** How many years after that of the day each of its years lies, by name. */
  readonly years: ReadonlyMap<string, number>
  /** Lists of every chapter by name. */
  readonly lists: ReadonlyMap<string, readonly Item[]>
  readonly chapters: readonly Chapter[]
}

/** A story, or everything that is wrong with how it is written. */
export type ReadStory =
  | { readonly story: Story; readonly faults?: undefined }
  | { readonly faults: readonly PackFault[]; readonly story?: undefined }

const headFile = 'story/story.yaml'

/** Whether these files hold a story; not every pack has one. */
export function hasStory(files: PackFiles): boolean {
  return Object.hasOwn(files, headFile)
}

/** Reads the files of a story by path. Refuses with `demo.missing` where there is none. */
export function readStory(files: PackFiles): ReadStory {
  if (!hasStory(files)) return refuseDemo()
  const faults: PackFault[] = []
  const keep = (found: readonly PackFault[]) => found.forEach((one) => faults.push(one))
  const read = <T>(file: string, schema: ZodType<T>) => {
    const { yaml, faults: ofYaml } = readYaml(file, files[file] ?? '')
    keep(ofYaml)
    if (!yaml) return null
    const part = readBySchema(schema, { yaml, value: yaml.value, at: [] })
    keep(part.faults)
    return 'value' in part ? { yaml, value: part.value } : null
  }
  const head = read(headFile, storyHeadSchema)
  const named = head?.value.chapters.map((id) => `story/${id}.yaml`) ?? []
  if (head) keep(fileFaults(files, named, head.yaml))
  const chapters = named
    .filter((file) => Object.hasOwn(files, file))
    .flatMap((file) => {
      const chapter = read(file, chapterSchema)
      return chapter ? [{ file, ...chapter }] : []
    })
  const lists = new Map<string, readonly Item[]>()
  for (const { yaml, value } of chapters) {
    for (const [id, rows] of Object.entries(value.lists ?? {})) {
      if (lists.has(id)) faults.push(listTwice(id, yaml))
      lists.set(id, rows as readonly Item[])
    }
  }
  if (faults.length > 0 || !head) return { faults }
  const { unit, years } = head.value
  const told = chapters.map(({ file, yaml, value }) => ({
    file,
    patterns: new Map(Object.entries(value.patterns ?? {})),
    tellings: value.tellings ?? [],
    reports: value.reports ?? [],
    lineOf: (path: readonly (string | number)[]) => yaml.lineOf(path),
  }))
  const story = { file: headFile, unit, years: new Map(Object.entries(years)), lists }
  return { story: { ...story, chapters: told } }
}

/** Refuses a demo where no pack brings a story. */
export function refuseDemo(): never {
  return refuse('demo.missing', {
    text: { zh: '本服务器没有演示数据。', en: 'This server cannot make a demo unit.' },
    hint: {
      zh: '请设立本单位；业务包带有 story 文件夹时才能演示。',
      en: 'Set up a unit; a demo needs a pack with a story folder.',
    },
  })
}

/** Every chapter is there, and every file is a chapter. */
function fileFaults(
  files: PackFiles,
  named: readonly string[],
  head: YamlFile,
): readonly PackFault[] {
  const missing = named.filter((file) => !Object.hasOwn(files, file))
  const unnamed = Object.keys(files).filter((file) => file !== headFile && !named.includes(file))
  const where = { file: head.file, line: head.lineOf(['chapters']), path: ['chapters'] }
  return [
    ...missing.map((file) =>
      packFault('pack.story.chapter-missing', where, {
        text: { zh: `没有文件“${file}”`, en: `There is no file “${file}”` },
        hint: { zh: '补上该文件，或从 chapters 中删去。', en: 'Add it, or drop it from chapters.' },
      }),
    ),
    ...unnamed.map((file) =>
      packFault(
        'pack.story.chapter-unnamed',
        { file, line: 1 },
        {
          text: { zh: `story.yaml 的 chapters 中没有“${file}”`, en: `No chapter names “${file}”` },
          hint: {
            zh: '写入 chapters，或移走该文件。',
            en: 'Name it in chapters, or take it away.',
          },
        },
      ),
    ),
  ]
}

function listTwice(id: string, yaml: YamlFile): PackFault {
  const path = ['lists', id]
  return packFault(
    'pack.story.list-twice',
    { file: yaml.file, line: yaml.lineOf(path), path },
    {
      text: { zh: `列表“${id}”已在另一文件中`, en: `The list “${id}” stands in another file` },
      hint: { zh: '换一个名称。', en: 'Use another name.' },
    },
  )
}
