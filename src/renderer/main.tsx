import './no-eval'
import { createDOMRenderer, FluentProvider, RendererProvider } from '@fluentui/react-components'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app'
import { useSystemTheme } from './ui/theme'
import './page.css'

/** The styles that Fluent UI makes at run time carry the nonce of this load; any other inline style is refused (CSP). */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? ''
const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce } })

function Root() {
  return (
    <RendererProvider renderer={renderer}>
      <FluentProvider theme={useSystemTheme()} applyStylesToPortals={false} className="page">
        <App />
      </FluentProvider>
    </RendererProvider>
  )
}

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <Root />
  </StrictMode>,
)
