import optimizeLocales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = 'http://127.0.0.1:5280'

export default defineConfig({
  root: 'src/web',
  // Of the texts that the library of components brings, those of the page's two languages.
  plugins: [react(), optimizeLocales.vite({ locales: ['zh-CN', 'en-GB', 'en-US'] })],
  build: {
    outDir: '../../dist/web',
    target: 'chrome109',
    // The page is served under a policy that lets in files of its own host and no data: URLs.
    assetsInlineLimit: 0,
    // The editor is one chunk of its own, fetched by whoever drafts.
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: { '/api': server, '/log': server, '/healthz': server } },
})
