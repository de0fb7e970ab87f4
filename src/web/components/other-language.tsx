import { useSay } from '../say.tsx'

const words = { other: { zh: 'English', en: '中文' } }

/** Shows the page in the other language. */
export function OtherLanguage() {
  const { say, lang, setLang } = useSay()
  return (
    <button
      type="button"
      className="button plain"
      lang={lang === 'zh' ? 'en' : 'zh-CN'}
      onClick={() => setLang(lang === 'zh' ? 'en' : 'zh')}
    >
      {say(words.other)}
    </button>
  )
}
