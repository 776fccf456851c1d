import { Notebook } from '@element-plus/icons-vue';
import type { ConsoleModule } from '@/shell/module';
import messages from './locale';

export default {
  name: 'lexicon',
  permission: 'read',
  routes: [{ path: '/lexicon', component: () => import('./LexiconView.vue'), meta: { title: 'lexicon.title' } }],
  menu: { order: 45, path: '/lexicon', icon: Notebook, key: 'd' },
  messages,
} satisfies ConsoleModule;
