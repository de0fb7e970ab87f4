import { useEffect, useRef } from 'react'
import { useSay } from '../say.tsx'
import './register-page.css'

const words = {
  more: { zh: '继续往下看', en: 'Show more' },
  loadingMore: { zh: '正在取后面的记录…', en: 'Fetching more…' },
  shown: { zh: '已列出 {count} 条', en: '{count} listed' },
  cut: {
    zh: '这里印出前 {count} 条，后面还有。要印全部，请用页面上“导出”中的“打印全部”；更多的请导出。',
    en: 'The first {count} are printed here and more follow: “Print all” under “Export” prints them; for very many export a sheet.',
  },
  all: { zh: '共 {count} 条', en: '{count} in all' },
}

/** How many rows stand in a sheet, and the way to the next ones. */
export function SheetFoot(props: {
  count: number
  more: boolean
  fetching: boolean
  onMore: () => void
}) {
  const { say } = useSay()
  const foot = useRef<HTMLDivElement>(null)
  const { more, fetching, onMore } = props
  useEffect(() => {
    // The last row, not the button: the button stands below the sheet and is always in sight.
    const element = foot.current?.parentElement?.querySelector(
      ':is(.sheet, .cell-grid) tbody tr:last-child',
    )
    if (!element || !more || fetching) return
    const watcher = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) onMore()
    })
    watcher.observe(element)
    return () => watcher.disconnect()
  }, [more, fetching, onMore])
  return (
    <div ref={foot} className="sheet-foot quiet">
      <span role="status">{say(more ? words.shown : words.all, { count: props.count })}</span>
      {more ? (
        <>
          <span className="printed">{say(words.cut, { count: props.count })}</span>
          <button type="button" className="link" disabled={fetching} onClick={onMore}>
            {say(fetching ? words.loadingMore : words.more)}
          </button>
        </>
      ) : null}
    </div>
  )
}
