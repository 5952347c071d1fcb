import { defineSource } from '../define'

/** The headless shell of Chromium 156 has no `window.chrome` and no plugins, and denies notifications. */
export const chromeTraits = defineSource(
  'chromeTraits',
  () => {
    // Emulated pages have no plugins at all, and insecure pages no notifications.
    const { plugins } = navigator as { plugins?: PluginArray }
    const permission = typeof Notification === 'undefined' ? undefined : Notification.permission
    return {
      chrome: 'chrome' in window,
      pdfPlugins: plugins?.length ?? 0,
      ...(permission && { notificationPermission: permission }),
    }
  },
  { stage: 'late' },
)
