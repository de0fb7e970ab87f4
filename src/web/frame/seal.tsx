import { Link } from '@tanstack/react-router'
import { useSay } from '../say.tsx'

const words = { home: { zh: '台账：回到今年', en: 'Taizhang: back to the year' } }

/** The mark of the product: its two characters as a seal. */
export function Seal() {
  const { say } = useSay()
  return (
    <Link to="/" className="seal" aria-label={say(words.home)}>
      <span aria-hidden="true" lang="zh-CN">
        台<br />账
      </span>
    </Link>
  )
}
