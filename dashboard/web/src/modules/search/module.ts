import { Search } from '@element-plus/icons-vue';
import type { ConsoleModule } from '@/shell/module';
import messages from './locale';

export default {
  name: 'search',
  permission: 'read',
  routes: [{ path: '/search', component: () => import('./SearchView.vue'), meta: { title: 'search.title' } }],
  menu: { order: 20, path: '/search', icon: Search, key: 's' },
  messages,
} satisfies ConsoleModule;
