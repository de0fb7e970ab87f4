import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import optimizeLocales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vite'

const server = 'http://127.0.0.1:5280'

/**
 * What the reader of PDF fetches when a paper needs it: letter tables, fonts, decoders. The built
 * page has them; under the development server such papers look poorer.
 */
function besidePdf(): Plugin {
  const home = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  return {
    name: 'beside-pdf',
    generateBundle() {
      for (const folder of ['cmaps', 'standard_fonts', 'wasm', 'iccs']) {
        for (const name of readdirSync(join(home, folder))) {
          const source = readFileSync(join(home, folder, name))
          this.emitFile({ type: 'asset', fileName: `looking/${folder}/${name}`, source })
        }
      }
    },
  }
}

export default defineConfig({
  root: 'src/web',
  // Of the texts that the library of components brings, those of the page's two languages.
  plugins: [react(), optimizeLocales.vite({ locales: ['zh-CN', 'en-GB', 'en-US'] }), besidePdf()],
  build: {
    outDir: '../../dist/web',
    target: 'chrome109',
    // The page is served under a policy that lets in files of its own host and no data: URLs.
    assetsInlineLimit: 0,
    rolldownOptions: { input: ['src/web/index.html', 'src/web/looking/frame.html'] },
    // The editor is one chunk of its own, fetched by whoever drafts.
    chunkSizeWarningLimit: 900,
  },
  // The frame that papers are looked at in has an origin of its own, which calls itself null.
  server: {
    cors: { origin: ['null'] },
    proxy: { '/api': server, '/log': server, '/healthz': server },
  },
})
