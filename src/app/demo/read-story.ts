import type { ZodType, z } from 'zod'
import { refuse } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import type { PackFault } from '../../pack/pack-fault.ts'
import { packFault } from '../../pack/pack-fault.ts'
import type { PackFiles } from '../../pack/pack-files.ts'
import type { YamlFile } from '../../pack/read-yaml.ts'
import { readYaml } from '../../pack/read-yaml.ts'
import { readBySchema } from '../../pack/schema-faults.ts'
import type { Pattern, StoryCall, StoryDutyList, StoryReport, Telling } from './story.ts'
import { chapterSchema, storyHeadSchema } from './story.ts'
import type { Item } from './story-values.ts'

/** A file of a story: what happens, in the order of telling. */
export interface Chapter {
  readonly file: string
  readonly patterns: ReadonlyMap<string, Pattern>
  readonly tellings: readonly Telling[]
  readonly reports: readonly StoryReport[]
  readonly calls: readonly StoryCall[]
  readonly dutyLists: readonly StoryDutyList[]
  lineOf(path: readonly (string | number)[]): number
}

/** The story of one body: its people, and what happens there. */
export interface Story {
  readonly file: string
  /** What it stands under of those around the unit; null: the body above. */
  readonly under: string | null
  /** What calls name the body by. */
  readonly as: string
  readonly unit: Label
  /** What its chance is drawn under: empty for the unit itself, so that others leave it alone. */
  readonly chance: string
  /** How many years after that of the day each of its years lies, by name. */
  readonly years: ReadonlyMap<string, number>
  /** Lists of every chapter by name. */
  readonly lists: ReadonlyMap<string, readonly Item[]>
  readonly chapters: readonly Chapter[]
}

/** A story as a pack brings it: that of the unit, and of those around it. */
export interface WholeStory extends Story {
  /** The body above, and others below that; null: the unit plays alone. */
  readonly around: { readonly above: Story; readonly beside: readonly Story[] } | null
}

/** A story, or everything that is wrong with how it is written. */
export type ReadStory =
  | { readonly story: WholeStory; readonly faults?: undefined }
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
  if (!head) return { faults }
  const { around = null, years, ...own } = head.value
  const cast = around === null ? [own] : [own, around.above, ...around.beside]
  const named = [...new Set(cast.flatMap(({ chapters }) => chapters))].map(fileOf)
  keep(fileFaults(files, named, head.yaml))
  const chapters = new Map(
    named
      .filter((file) => Object.hasOwn(files, file))
      .flatMap((file) => {
        const chapter = read(file, chapterSchema)
        return chapter ? [[file, { file, ...chapter }] as const] : []
      }),
  )
  const storyOf = (
    body: (typeof cast)[number] & { readonly under?: string | undefined },
  ): Story => {
    const told = body.chapters.flatMap((id) => chapters.get(fileOf(id)) ?? [])
    const { lists, faults: twice } = listsOf(told)
    keep(twice)
    return {
      ...{ file: headFile, as: body.as, unit: body.unit, under: body.under ?? null, lists },
      chance: body === own ? '' : body.as,
      years: new Map(Object.entries(years)),
      chapters: told.map(chapterOf),
    }
  }
  const story = {
    ...storyOf(own),
    around: around && { above: storyOf(around.above), beside: around.beside.map(storyOf) },
  }
  return faults.length > 0 ? { faults } : { story }
}

function fileOf(chapter: string): string {
  return `story/${chapter}.yaml`
}

interface ReadChapter {
  readonly file: string
  readonly yaml: YamlFile
  readonly value: z.output<typeof chapterSchema>
}

/** The lists of all chapters of a body, which all of them may use; none stands in two. */
function listsOf(chapters: readonly ReadChapter[]) {
  const lists = new Map<string, readonly Item[]>()
  const faults: PackFault[] = []
  for (const { yaml, value } of chapters) {
    for (const [id, rows] of Object.entries(value.lists ?? {})) {
      if (lists.has(id)) faults.push(listTwice(id, yaml))
      lists.set(id, rows as readonly Item[])
    }
  }
  return { lists, faults }
}

function chapterOf({ file, yaml, value }: ReadChapter): Chapter {
  return {
    file,
    patterns: new Map(Object.entries(value.patterns ?? {})),
    tellings: value.tellings ?? [],
    reports: value.reports ?? [],
    calls: value.calls ?? [],
    dutyLists: value.dutyLists ?? [],
    lineOf: (path) => yaml.lineOf(path),
  }
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
