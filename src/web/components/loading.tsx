import { useSay } from '../say.tsx'

const words = { loading: { zh: '正在打开…', en: 'Opening…' } }

/** A quiet word while something is fetched; no spinner. */
export function Loading() {
  const { say } = useSay()
  return (
    <p className="loading" role="status">
      {say(words.loading)}
    </p>
  )
}
