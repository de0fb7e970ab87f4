import type { HeadPart } from '../../../report/draft/compare-trees.ts'
import { SignInHere } from '../../components/sign-in-here.tsx'
import { useMoments } from '../../components/use-moments.ts'
import { useUnit } from '../../components/use-unit.ts'
import { useSay } from '../../say.tsx'
import type { Keeping } from './draft-keeper.ts'
import { headPartWords } from './head-part-words.ts'

const words = {
  saved: { zh: '已保存', en: 'Saved' },
  savedAt: { zh: '已保存 {at}', en: 'Saved {at}' },
  waiting: { zh: '未保存的改动', en: 'Unsaved changes' },
  saving: { zh: '正在保存…', en: 'Saving…' },
  offline: {
    zh: '连接不到服务器，内容已保留在本机，连上后自动保存。',
    en: 'The server cannot be reached; the text is kept on this machine and sent when it can be.',
  },
  at: { zh: '{part}：', en: '{part}: ' },
  refused: { zh: '没有保存：{title}{hint}', en: 'Not saved: {title} {hint}' },
  here: { zh: '{names}也开着这份草稿', en: 'Also here: {names}' },
  twice: {
    zh: '有{count}段与他人同时改动，两种写法都保留在文中，请取舍。',
    en: '{count} {count:paragraph was|paragraphs were} changed by somebody else too; both wordings stand in the text.',
  },
}

/** What stands around the text and cannot be kept as it is; null where it is the text itself. */
function partAt(at: readonly (string | number)[]): HeadPart | null {
  const parts = at.filter((one): one is HeadPart => Object.hasOwn(headPartWords, one))
  return parts[0] ?? null
}

/** Whether the text is safe, in words that never blink. */
export function KeepingNote(props: {
  keeping: Keeping
  twice: readonly string[]
  /** Others who have the draft open now. */
  here: readonly string[]
  onSaveNow: () => void
}) {
  const { say, lang } = useSay()
  const { roster } = useUnit()
  const { keeping, twice } = props
  const names = props.here.flatMap((id) => roster.people.find((one) => one.id === id)?.name ?? [])
  return (
    <>
      {names.length > 0 ? (
        <p className="also-here small" role="status">
          {say(words.here, { names: names.join(lang === 'zh' ? '、' : ', ') })}
        </p>
      ) : null}
      <p className={`keeping ${keeping.kind}`} role="status">
        <Words keeping={keeping} />
      </p>
      {keeping.kind === 'refused' && keeping.problem.code === 'session.none' ? (
        <SignInHere
          goOn={() => {
            props.onSaveNow()
            return true
          }}
        />
      ) : null}
      {twice.length > 0 ? (
        <p className="keeping refused" role="status">
          {say(words.twice, { count: twice.length })}
        </p>
      ) : null}
    </>
  )
}

function Words({ keeping }: { keeping: Keeping }) {
  const { say } = useSay()
  const { minuteOf } = useMoments()
  switch (keeping.kind) {
    case 'saved':
      return keeping.at === null
        ? say(words.saved)
        : say(words.savedAt, { at: minuteOf(keeping.at) })
    case 'waiting':
    case 'saving':
    case 'offline':
      return say(words[keeping.kind])
    case 'refused': {
      const { title, hint, faults } = keeping.problem
      const part = partAt(faults[0]?.at ?? [])
      const where = part === null ? '' : say(words.at, { part: say(headPartWords[part]) })
      return say(words.refused, { title: `${where}${title}`, hint })
    }
  }
}
