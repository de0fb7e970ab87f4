import { useMutation } from '@tanstack/react-query'
import type { TaskView } from '../../api/contract/plan.ts'
import type { FileReading } from '../../api/contract/reading.ts'
import { ask } from '../api-client/ask.ts'
import { ErrorNote } from '../components/error-note.tsx'
import type { GivenFile } from '../components/file-drop.tsx'
import { FileDrop } from '../components/file-drop.tsx'
import { useSay } from '../say.tsx'
import { FirstTasks } from './first-tasks.tsx'
import type { DraftTask } from './proposed-tasks.ts'
import { stepTask } from './proposed-tasks.ts'

const words = {
  known: { zh: '已列入计划：{titles}', en: 'In the plan already: {titles}' },
  drop: {
    zh: '把上年度报告（.docx、.txt、.md）拖到这里，“下一步打算”各句会列为任务供勾选。',
    en: 'Drop last year’s report (.docx, .txt, .md) here; the sentences of its next steps are proposed as tasks.',
  },
  reading: { zh: '正在读取…', en: 'Reading…' },
  nothing: {
    zh: '这份报告里没有找到“下一步打算”的内容。',
    en: 'No next steps were found in this report.',
  },
  found: { zh: '找到 {count} 项。', en: '{count} were found.' },
  semicolon: { zh: '；', en: '; ' },
}

/** Next steps: those in the plan already, and those that a report says and nobody has entered. */
export function ReportSteps(props: {
  year: number
  known: readonly TaskView[]
  tasks: readonly DraftTask[]
  onChange: (key: string, next: Partial<DraftTask>) => void
  onFound: (tasks: readonly DraftTask[]) => void
}) {
  const { say } = useSay()
  const { known, year } = props
  const read = useMutation({
    mutationFn: async (file: GivenFile) => {
      const asked = { method: 'POST', file: file.bytes } as const
      const { claims } = await ask<FileReading>(`/reading/file?year=${year - 1}`, asked)
      const steps = claims.filter(({ kind }) => kind === 'plan').map(({ text }) => stepTask(text))
      return steps.filter(({ title }) => !known.some((one) => one.title === title))
    },
    onSuccess: props.onFound,
  })
  const titles = known.map(({ title }) => title).join(say(words.semicolon))
  return (
    <>
      <FirstTasks kind="report" tasks={props.tasks} onChange={props.onChange} />
      {known.length > 0 ? <p className="quiet">{say(words.known, { titles })}</p> : null}
      <FileDrop accept=".docx,.txt,.md" onFile={(file) => read.mutate(file)}>
        {say(words.drop)}
      </FileDrop>
      <p role="status" className="quiet small">
        {read.isPending ? say(words.reading) : null}
        {read.data
          ? say(read.data.length > 0 ? words.found : words.nothing, { count: read.data.length })
          : null}
      </p>
      {read.error ? <ErrorNote error={read.error} /> : null}
    </>
  )
}
