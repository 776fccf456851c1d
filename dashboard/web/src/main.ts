import { createApp } from 'vue';
import App from './App.vue';
import { onSignedOut } from './api/client';
import { i18n } from './locale/i18n';
import { router } from './router';
import { listenForKeys } from './shell/keys';
import { forget } from './shell/session';
import './styles/base.css';

onSignedOut(() => {
  forget();
  const here = router.currentRoute.value;
  if (!here.meta.open) void router.push({ path: '/sign-in', query: { to: here.fullPath } });
});

listenForKeys();
createApp(App).use(i18n).use(router).mount('#app');
